package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * The time that a start has until the process must be up. The clock stands still while no application runs the health checks,
 * because the process cannot become healthy then. Immutable.
 *
 * @param left the time that was left when the clock last started or stopped
 * @param runningSince the moment of the last start; empty while the clock stands still
 * @param extensions how many times a standstill has extended the time
 */
public record StartupClock(Duration left, Optional<Moment> runningSince, int extensions) {

    /**
     * A machine that is late at each deadline looks like one that stands still again and again. So a start has six times its limit
     * at most. A developer seldom stops a JVM more often while one process starts.
     */
    private static final int MOST_EXTENSIONS = 5;

    /** A clock that stands still. */
    public static StartupClock of(Duration limit) {
        return new StartupClock(limit, Optional.empty(), 0);
    }

    public boolean isRunning() {
        return runningSince.isPresent();
    }

    /** The clock runs from now on. */
    public StartupClock run(Moment now) {
        return new StartupClock(pause(now).left, Optional.of(now), extensions);
    }

    /**
     * The clock at a time after its end. If the end was so long ago that the JVM must have stood still, the process gets that time
     * again, because nothing was checked in it: at most as much as it had, and five times at most.
     *
     * @param standstill the shortest delay that proves a standstill
     * @return a clock that stands still; empty if the time is over
     */
    public Optional<StartupClock> afterStandstill(Moment now, Duration standstill) {
        Duration late = runningSince.map(since -> now.since(since.plus(left))).orElse(Duration.ZERO);
        return late.compareTo(standstill) > 0 && extensions < MOST_EXTENSIONS
                ? Optional.of(new StartupClock(late.compareTo(left) < 0 ? late : left, Optional.empty(), extensions + 1))
                : Optional.empty();
    }

    /** The clock stands still from now on. */
    public StartupClock pause(Moment now) {
        return runningSince
                .map(since -> new StartupClock(Durations.sum(left, since.since(now)), Optional.empty(), extensions))
                .orElse(this);
    }
}
