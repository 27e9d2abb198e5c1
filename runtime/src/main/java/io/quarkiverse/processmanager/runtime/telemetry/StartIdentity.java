package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Optional;

/**
 * The span of one start of a process, and its place in a trace. Immutable.
 *
 * @param number the number of the start
 * @param parent the span of the start of the application, or of the first restart in a row
 * @param previous the span of the start before
 * @param end when the start ended; {@link Instant#MAX} until then
 */
record StartIdentity(long number, SpanIds ids, Optional<SpanIds> parent, Optional<SpanIds> previous, Instant end) {

    StartIdentity(long number, SpanIds ids, Optional<SpanIds> parent, Optional<SpanIds> previous) {
        this(number, ids, parent, previous, Instant.MAX);
    }

    StartIdentity endedAt(Instant time) {
        return new StartIdentity(number, ids, parent, previous, time);
    }
}
