package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.time.Instant;
import java.util.Optional;

/**
 * One start of the application in dev mode. Each time is absent until it is reached.
 *
 * @param build when dev mode began to build the application
 * @param start when the built application began to start
 * @param up when the application accepted requests
 * @param answered when the application had answered its first request
 */
record ApplicationStart(Instant build, Optional<Instant> start, Optional<Instant> up, Optional<Instant> answered) {

    static ApplicationStart of(Instant build) {
        return new ApplicationStart(build, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ApplicationStart startsAt(Instant time) {
        return start.isPresent() ? this : new ApplicationStart(build, Optional.of(time), up, answered);
    }

    ApplicationStart upAt(Instant time) {
        return up.isPresent() ? this : new ApplicationStart(build, start, Optional.of(time), answered);
    }

    ApplicationStart answeredAt(Instant time) {
        return answered.isPresent() || up.isEmpty() ? this : new ApplicationStart(build, start, up, Optional.of(time));
    }
}
