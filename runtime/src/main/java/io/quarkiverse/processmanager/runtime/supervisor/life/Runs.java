package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;

/** The runs of one task: the last, the requested and the next one. Holds values and decides nothing. Confined to the loop. */
public final class Runs {

    private RunRequest request = RunRequest.START;
    private RunRequest present = RunRequest.START;
    private boolean atOnce;
    private Optional<TaskRun> last = Optional.empty();
    private Optional<Instant> next = Optional.empty();
    private boolean queued;

    /** How the next run is requested: also while the present one ends, which it replaces. */
    RunRequest request() {
        return request;
    }

    /** The requested run begins. */
    RunRequest begin() {
        atOnce = false;
        present = request;
        return present;
    }

    /** How the present run was requested. */
    RunRequest present() {
        return present;
    }

    public void request(RunRequest how) {
        request = how;
        atOnce = false;
    }

    /** The requested run waits for no dependency any more. */
    public void requestAtOnce() {
        atOnce = true;
    }

    /** Whether the requested run waits for no dependency. */
    public boolean isAtOnce() {
        return atOnce;
    }

    /** A run has ended. */
    void ended(Exit exit, boolean success, List<String> args) {
        last = Optional.of(new TaskRun(exit, success, args));
    }

    /** A start is skipped because of this success. */
    void remembered(Exit success) {
        last = Optional.of(new TaskRun(success, true, List.of()));
    }

    /** The time of the next run of the schedule; empty if none is due. */
    public void next(Optional<Instant> time) {
        next = time;
    }

    /** No run of the schedule comes any more. Returns whether one was due. */
    public boolean unplan() {
        boolean planned = next.isPresent();
        next = Optional.empty();
        return planned;
    }

    /** A run of the schedule waits for the end of the present one. */
    public void queue() {
        queued = true;
    }

    public void clearQueue() {
        queued = false;
    }

    public boolean isQueued() {
        return queued;
    }

    TaskRuns status() {
        return new TaskRuns(last, next, queued);
    }
}
