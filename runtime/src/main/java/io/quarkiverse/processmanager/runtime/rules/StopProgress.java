package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;
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
        Duration pause = FIRST_PAUSE;
        for (int earlier = 0; earlier < line && pause.compareTo(LONGEST_PAUSE) < 0; earlier++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
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
                stopping.add(status.id() + ": stopping, " + Words.of(seconds(status.since(), now)) + grace(status, plan));
            } else if (status.phase() == ProcessPhase.KILLING) {
                stopping.add(status.id() + ": killed, " + Words.of(seconds(status.since(), now)));
            } else {
                later.add(status.id());
            }
        }
        return "waiting for " + String.join("; ", stopping)
                + (later.isEmpty() ? "" : (stopping.isEmpty() ? "" : "; then ") + String.join(", ", later));
    }

    private static String grace(ProcessStatus status, Plan plan) {
        Optional<Duration> grace = plan.find(status.id()).map(ProcessDefinition::stop).map(stop -> stop.timeout());
        return grace.map(time -> ", killed after " + Words.of(time) + " at the latest").orElse("");
    }

    private static Duration seconds(Instant since, Instant now) {
        Duration time = Duration.between(since, now);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
