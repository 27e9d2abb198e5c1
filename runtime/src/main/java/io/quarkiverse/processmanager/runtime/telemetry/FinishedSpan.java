package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A span that has ended. Immutable.
 *
 * @param parent the ids of the parent; empty for the first span of a trace
 * @param attributes values of the types {@code String}, {@code Long}, {@code Boolean} and {@code List<String>}
 * @param error why that which the span stands for has failed; empty if it has not
 */
public record FinishedSpan(SpanIds ids, Optional<SpanIds> parent, String name, Instant begin, Instant end,
        Map<String, Object> attributes, List<Event> events, List<Link> links, Optional<String> error) {

    public FinishedSpan {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        events = List.copyOf(events);
        links = List.copyOf(links);
        // The wall clock can step back.
        end = end.isBefore(begin) ? begin : end;
    }

    /** A moment of a span. */
    public record Event(String name, Instant time, Map<String, Object> attributes) {

        public Event {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /** Another span that this span has to do with. */
    public record Link(SpanIds ids, Map<String, Object> attributes) {

        public Link {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }
}
