package io.quarkiverse.processmanager;

import java.time.Instant;
import java.util.Optional;

/**
 * The runs of a task. Immutable.
 *
 * @param last the last run that has ended, also one of an earlier start of the application that {@code rerun} remembers; a start that
 *        was skipped is no run
 * @param next the time of the next run of the schedule; absent without a schedule, and in tests
 * @param queued whether a run of the schedule waits for the end of the present one
 */
public record TaskRuns(Optional<TaskRun> last, Optional<Instant> next, boolean queued) {

    /** There was no run, and none is planned. */
    public static final TaskRuns NONE = new TaskRuns(Optional.empty(), Optional.empty(), false);
}
