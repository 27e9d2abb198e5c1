package io.quarkiverse.processmanager.command;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.smallrye.mutiny.Multi;

/**
 * One run of a {@link ProcessCommand}, as {@link io.quarkiverse.processmanager.ManagedProcess#runCommand}
 * begins it. For any thread.
 */
public interface CommandRun {

    /** The name of the command. Returns at once. */
    String name();

    /**
     * The output of the command, both streams in their order: the lines from the beginning of the run, at most the last 1 MiB, then
     * each new line. The stream completes with the run, and when the application ends. A gap in {@link LogLine#sequence()} shows lines
     * that the subscriber has lost; the first line of the run has the number 1.
     */
    Multi<LogLine> output();

    /**
     * The exit code, whatever it is, and the last 1,000 lines of output. Completed on a thread that callers must not block.
     *
     * @return completed when the process tree of the command is being killed or has ended. Fails with
     *         {@link io.quarkiverse.processmanager.ProcessException.Reason#INVALID} if the process has no such command or a value is
     *         refused, with {@code NOT_RUNNING} if the state of the process does not allow the command, with {@code ALREADY_RUNNING}
     *         if a run of the same command has not ended, with {@code TIMEOUT} after {@code timeout}, with {@code SUPERSEDED} after a
     *         cancellation or a stop of the process, and with a reason of a start, such as {@code ENOENT}, if the program cannot be
     *         started
     */
    CompletionStage<CommandResult> result();

    /** Kills the process tree of the command. Returns at once. Has no effect after the end of the run. */
    void cancel();
}
