package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * The pending results of all commands of one application, so that none stays pending when the engine or the application ends.
 * For any thread.
 */
final class PendingResults {

    static final String RELOAD = "the application is being reloaded";
    static final String ENDING = "the application is ending";

    private final Set<PendingResult<?>> pending = ConcurrentHashMap.newKeySet();
    private final Executor completions;

    PendingResults(Executor completions) {
        this.completions = completions;
    }

    /** A result for a command on one process, such as {@code start}. */
    <T> PendingResult<T> of(String command, String processId) {
        return ofAll(command + " process '" + processId + "'", processId);
    }

    /** A result for a whole command, such as {@code stop all processes}. */
    <T> PendingResult<T> ofAll(String command, String processId) {
        PendingResult<T> result = new PendingResult<>(command, processId, completions);
        pending.add(result);
        result.whenDone(() -> pending.remove(result));
        return result;
    }

    /** A result for the last command of all, which the end of the application does not fail. */
    <T> PendingResult<T> ofLast(String command) {
        return new PendingResult<>(command, "", completions);
    }

    void failAll(String why) {
        pending.forEach(result -> result.fail(Reason.CLOSED, why));
    }
}
