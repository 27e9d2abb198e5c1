package io.quarkiverse.processmanager.runtime.engine.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.StartSummary;
import io.quarkiverse.processmanager.runtime.rules.StartSummary.Outcome;
import io.quarkiverse.processmanager.runtime.rules.StartSummary.Result;
import io.quarkiverse.processmanager.runtime.rules.Witness;

/**
 * The processes that start together, from their start until the start of each has ended. On the thread that publishes.
 */
final class StartBatch {

    /** A process that fails once at its start, such as one that is faster than its database, has not ended its start. */
    private static final int FAILURES = 2;

    private final Map<String, Result> ended = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    /** A process that starts and does not wait for others. */
    private final Witness starting = new Witness();
    private Instant begun = Instant.EPOCH;

    /**
     * More processes start. They join the processes whose start has not ended.
     *
     * @param planned the processes that exist from now on
     */
    void begin(Collection<String> ids, Collection<String> planned, Instant time) {
        open.retainAll(planned);
        ended.keySet().retainAll(planned);
        if (open.isEmpty()) {
            ended.clear();
            begun = time;
        }
        ids.forEach(this::reopen);
    }

    /** All processes stop. */
    void clear() {
        open.clear();
        ended.clear();
    }

    boolean contains(String id) {
        return open.contains(id) || ended.containsKey(id);
    }

    /**
     * Takes an event. Returns the summary when the start of the last process has ended; then the batch is empty. A single process
     * has no summary: its own line in the log says the same.
     *
     * @param statuses the present statuses, at least as new as the event
     */
    Optional<String> after(ProcessEvent event, Map<String, ProcessStatus> statuses) {
        if (!contains(event.id())) {
            return Optional.empty();
        }
        note(event);
        if (!waitsOnly(statuses)) {
            return Optional.empty();
        }
        open.forEach(id -> ended.put(id, Result.of(Outcome.WAITING)));
        Optional<String> summary = ended.size() < 2 ? Optional.empty()
                : Optional.of(StartSummary.of(ended, Duration.between(begun, event.time())));
        clear();
        return summary;
    }

    private void note(ProcessEvent event) {
        if (event instanceof ProcessEvent.Running up) {
            note(up.id(), Result.ready(up.after()));
        } else if (event instanceof ProcessEvent.Completed done) {
            note(done.id(), done.exit().wasSkipped() ? Result.of(Outcome.SKIPPED) : Result.ready(done.exit().uptime()));
        } else if (event instanceof ProcessEvent.GaveUp failed) {
            note(failed.id(), Result.of(failed.reason() == Reason.DEPENDENCY_FAILED ? Outcome.BLOCKED : Outcome.FAILED));
        } else if (event instanceof ProcessEvent.Stopped stopped) {
            note(stopped.id(), Result.of(Outcome.STOPPED));
        } else if (event instanceof ProcessEvent.Crashed crashed && crashed.willRestart()
                && crashed.restartCount() >= FAILURES) {
            note(crashed.id(), Result.of(Outcome.RESTARTING));
        } else if (event instanceof ProcessEvent.Starting || event instanceof ProcessEvent.Crashed) {
            reopen(event.id());
        }
    }

    private void note(String id, Result result) {
        open.remove(id);
        ended.put(id, result);
    }

    private void reopen(String id) {
        ended.remove(id);
        open.add(id);
    }

    /** A process that waits ends its start together with the processes that it waits for. */
    private boolean waitsOnly(Map<String, ProcessStatus> statuses) {
        return !starting.isThere(open, id -> open.contains(id) && isStarting(statuses.get(id)));
    }

    private static boolean isStarting(@Nullable ProcessStatus status) {
        return status == null || status.phase() != ProcessPhase.WAITING;
    }
}
