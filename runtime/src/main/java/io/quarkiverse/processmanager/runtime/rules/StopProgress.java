package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** The sentence about an end of the application that waits for processes. */
public final class StopProgress {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private StopProgress() {
    }

    /** The time before a line about the progress: 2 s before the first line, then twice the previous time, up to 30 s. */
    public static Duration pauseBefore(int line) {
        return StartProgress.doubled(FIRST_PAUSE, LONGEST_PAUSE, line);
    }

    /**
     * {@code waiting for db: stopping, 4 s, killed after 10 s; then cache}. The processes that are being stopped come first,
     * then those that wait for them.
     */
    public static String waiting(Collection<ProcessStatus> alive, Plan plan, Instant now) {
        List<String> stopping = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (ProcessStatus status : alive) {
            if (status.phase() == ProcessPhase.STOPPING) {
                stopping.add(status.id() + ": stopping, " + Words.of(time(status.since(), now)) + grace(status, plan));
            } else if (status.phase() == ProcessPhase.KILLING) {
                stopping.add(status.id() + ": killed, " + Words.of(time(status.since(), now)));
            } else {
                later.add(status.id());
            }
        }
        return "waiting for " + String.join("; ", stopping)
                + (later.isEmpty() ? "" : (stopping.isEmpty() ? "" : "; then ") + String.join(", ", later));
    }

    private static String grace(ProcessStatus status, Plan plan) {
        return plan.find(status.id())
                .map(process -> ", killed after " + Words.of(process.stop().timeout()) + " at the latest").orElse("");
    }

    private static Duration time(Instant since, Instant now) {
        Duration time = Duration.between(since, now);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
