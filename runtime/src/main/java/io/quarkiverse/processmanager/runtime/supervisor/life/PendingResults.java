package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * The pending results of all commands of one application, so that none stays pending when the engine or the application ends.
 * For any thread.
 */
public final class PendingResults {

    public static final String RELOAD = "the application is being reloaded";
    public static final String ENDING = "the application is ending";

    /** The text about an error that nothing expects. */
    public static String fault(Throwable error) {
        return "the process manager itself has failed: " + error + "; the log has the error";
    }

    private final Set<PendingResult<?>> pending = ConcurrentHashMap.newKeySet();
    private final Executor completions;

    public PendingResults(Executor completions) {
        this.completions = completions;
    }

    /** A result for a command on one process, such as {@code start}. */
    public <T> PendingResult<T> of(String command, String processId) {
        return ofAll(command + " process '" + processId + "'", processId);
    }

    /** A result for a whole command, such as {@code stop all processes}. */
    public <T> PendingResult<T> ofAll(String command, String processId) {
        PendingResult<T> result = new PendingResult<>(command, processId, completions);
        pending.add(result);
        result.whenDone(() -> pending.remove(result));
        return result;
    }

    /** A result for the last command of all, which the end of the application does not fail. */
    public <T> PendingResult<T> ofLast(String command) {
        return new PendingResult<>(command, "", completions);
    }

    public void failAll(String why) {
        pending.forEach(result -> result.fail(Reason.CLOSED, why));
    }
}
