package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The pending results of the commands on one process. All of them have the goal of the last command: a command with the other
 * goal supersedes them. Confined to the loop.
 */
final class Waiters {

    private List<PendingResult<ProcessStatus>> pending = new ArrayList<>();

    void add(PendingResult<ProcessStatus> result) {
        pending.add(result);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void complete(ProcessStatus status) {
        take().forEach(result -> result.complete(status));
    }

    void fail(ProcessException cause) {
        take().forEach(result -> result.fail(cause));
    }

    /** A command with the other goal has come. */
    void superseded(Goal by) {
        take().forEach(result -> result.fail(Reason.OVERTAKEN, by == Goal.DOWN
                ? "it was told to stop before it was up"
                : "it was told to start before it was down"));
    }

    /** The application that has given the commands ends. */
    void applicationDetached() {
        take().forEach(result -> result.fail(Reason.CLOSED, PendingResults.RELOAD));
    }

    private List<PendingResult<ProcessStatus>> take() {
        List<PendingResult<ProcessStatus>> taken = pending;
        pending = new ArrayList<>();
        return taken;
    }
}
