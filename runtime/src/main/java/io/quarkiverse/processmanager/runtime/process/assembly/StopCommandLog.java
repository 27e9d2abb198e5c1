package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.concurrent.CancellationException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** Logs a stop command that fails, with the end of its output. */
final class StopCommandLog {

    private static final Logger LOG = Logger.getLogger(StopCommandLog.class);

    private StopCommandLog() {
    }

    /** {@code result} is null if the command could not run; a command is cancelled when the process has ended. */
    static void ended(ProcessRunner.Launch launch, CommandResult result, Throwable error) {
        if (result != null && result.exitCode() != 0) {
            LOG.warn(failed(launch, result));
        } else if (error != null && !(error instanceof CancellationException)) {
            LOG.warnf("%s; the stop signal follows", error.getMessage());
        }
    }

    static String failed(ProcessRunner.Launch launch, CommandResult result) {
        String output = Secrets.of(launch.command()).mask(result.excerpt());
        return "stop.command of process '" + launch.processId() + "' exited with " + result.exitCode()
                + (output.isEmpty() ? "" : ": " + output) + "; the stop signal follows";
    }
}
