package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * A start that has thrown, such as one for which the system refuses a thread. Nothing of it is alive. The supervisor handles it
 * as every other failed start: an exit with a reason.
 */
record FailedStart(String processId, String why) implements RunningProcess.Absent {

    /** Reports the exit and the end of the tree. */
    static RunningProcess report(String processId, Throwable error, ProcessRunner.Listener listener, Instant now) {
        boolean shortage = error instanceof OutOfMemoryError;
        String why = "the start itself has failed: " + error + (shortage ? "; see ulimit -u and pids.max" : "");
        listener.exited(Exits.notStarted(shortage ? Reason.OUT_OF_RESOURCES : Reason.SPAWN_FAILED, why, now), 0);
        listener.gone();
        return new FailedStart(processId, why);
    }

    @Override
    public void terminate(Duration grace) {
        // The end of the tree is reported already.
    }

    @Override
    public void kill() {
        // The end of the tree is reported already.
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return CompletableFuture.failedStage(refusal("signal"));
    }

    @Override
    public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
        return CompletableFuture.failedStage(refusal("run a command beside"));
    }

    private ProcessException refusal(String command) {
        return new ProcessException(Reason.NOT_RUNNING, processId,
                "cannot " + command + " process '" + processId + "': " + why);
    }
}
