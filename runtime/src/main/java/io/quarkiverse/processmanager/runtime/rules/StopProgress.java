package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/** The sentence about an end of the application that waits for processes. {@link StartProgress} is its twin. */
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
     * {@code stopping db: 4 s, KILL in 6 s; then cache}. The processes that are being stopped come first, then those that wait
     * for them.
     */
    public static String waiting(Collection<ProcessStatus> alive, Instant now) {
        List<String> stopping = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (ProcessStatus status : alive) {
            if (status.phase() == ProcessPhase.STOPPING) {
                stopping.add("stopping " + status.id() + ": " + Words.seconds(Duration.between(status.since(), now))
                        + status.until().map(kill -> ", KILL in " + Words.seconds(roundedUp(now, kill))).orElse(""));
            } else if (status.phase() == ProcessPhase.KILLING) {
                stopping.add("killing " + status.id() + ": " + Words.seconds(Duration.between(status.since(), now)));
            } else {
                later.add(status.id());
            }
        }
        return StartProgress.sentence(stopping, later);
    }

    /** The time until then in seconds, so that a kill that is still to come is never 0 s away. */
    static Duration roundedUp(Instant now, Instant then) {
        return Duration.between(now, then).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    }
}
