package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The span of the start of all processes of one application, from the first request until each of them is ready or has failed. One
 * thread at a time.
 */
final class ApplicationSpan {

    private static final String NAME = "start processes";

    private final SpanIds ids;
    private final Set<String> pending;
    private final Set<String> started = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private Optional<Instant> begin = Optional.empty();
    private Instant end = Instant.EPOCH;

    /** @param later the processes that start when the application accepts requests */
    ApplicationSpan(SpanIds ids, Collection<String> later) {
        this.ids = ids;
        this.pending = new TreeSet<>(later);
    }

    SpanIds ids() {
        return ids;
    }

    /** These processes start together. */
    void begins(Collection<String> some, Instant time) {
        if (!some.isEmpty()) {
            pending.addAll(some);
            begin = begin.or(() -> Optional.of(time));
        }
    }

    /** A start of a process has ended. Only the first one of each process belongs to this span. */
    void ended(String id, boolean failure, Instant time) {
        if (begin.isPresent() && pending.remove(id)) {
            started.add(id);
            if (failure) {
                failed.add(id);
            }
            end = time.isAfter(end) ? time : end;
        }
    }

    boolean expects(String id) {
        return begin.isPresent() && pending.contains(id);
    }

    /** Whether each process is ready or has failed. */
    boolean isComplete() {
        return begin.isPresent() && pending.isEmpty();
    }

    /** The span; empty if no process has started. */
    Optional<FinishedSpan> span() {
        if (begin.isEmpty() || started.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(StartAttributes.PROCESSES, (long) started.size());
        if (!failed.isEmpty()) {
            attributes.put(StartAttributes.FAILED, List.copyOf(failed));
        }
        return Optional.of(new FinishedSpan(ids, Optional.empty(), NAME, begin.get(), end, attributes, List.of(), List.of(),
                failed.isEmpty() ? Optional.empty() : Optional.of("failed: " + String.join(", ", failed))));
    }
}
