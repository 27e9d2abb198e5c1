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
 */
public record StartupClock(Duration left, Optional<Moment> runningSince) {

    /** A clock that stands still. */
    public static StartupClock of(Duration limit) {
        return new StartupClock(limit, Optional.empty());
    }

    public boolean isRunning() {
        return runningSince.isPresent();
    }

    /** The clock runs from now on. */
    public StartupClock run(Moment now) {
        return new StartupClock(pause(now).left, Optional.of(now));
    }

    /**
     * The clock at a time after its end. If the end was so long ago that the JVM must have stood still, the process gets that time
     * again, because nothing was checked in it: at most as much as it had.
     *
     * @param standstill the shortest delay that proves a standstill
     * @return a clock that stands still; empty if the time is over
     */
    public Optional<StartupClock> afterStandstill(Moment now, Duration standstill) {
        Duration late = runningSince.map(since -> now.since(since.plus(left))).orElse(Duration.ZERO);
        return late.compareTo(standstill) > 0 ? Optional.of(of(late.compareTo(left) < 0 ? late : left)) : Optional.empty();
    }

    /** The clock stands still from now on. */
    public StartupClock pause(Moment now) {
        return runningSince.map(since -> of(Durations.sum(left, since.since(now)))).orElse(this);
    }
}
