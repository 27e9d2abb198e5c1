package io.quarkiverse.processmanager.runtime.schedule;

import java.time.Instant;
import java.util.Optional;

/** What a schedule does to its task. Implementations return at once, and are for any thread. */
public interface ScheduledRuns {

    /** A run is due. */
    void due(String id);

    /** The time of the next run is another one; empty if none is due. */
    void next(String id, Optional<Instant> time);
}
