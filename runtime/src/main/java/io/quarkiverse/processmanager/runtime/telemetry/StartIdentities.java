package io.quarkiverse.processmanager.runtime.telemetry;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Gives each start of a process its span before the start, because the process receives the ids in its environment. The starts of
 * an application are one trace. The restarts in a row after a crash are one trace, and each other start is a trace of its own.
 * The loop asks first if the process receives the ids, else the thread that publishes. Safe for use by several threads.
 */
final class StartIdentities {

    private static final int FEW = 64;

    private final LongSupplier random;
    private final Map<String, StartIdentity> latest = new ConcurrentHashMap<>();
    /** The processes that the application is about to start. */
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private volatile SpanIds application;

    StartIdentities(LongSupplier random) {
        this.random = random;
        this.application = SpanIds.ofNewTrace(random);
    }

    /** Another application starts. Returns the span of its start. */
    SpanIds applicationStarts() {
        expected.clear();
        application = SpanIds.ofNewTrace(random);
        return application;
    }

    /** The span of the start of the application. */
    SpanIds application() {
        return application;
    }

    /** The next starts of these processes belong to the start of the application. */
    void expect(Collection<String> ids) {
        expected.addAll(ids);
    }

    /**
     * The span of a start.
     *
     * @param attempt the number of restarts in a row; 0 for a start that follows no crash
     */
    StartIdentity of(String id, long number, int attempt) {
        return latest.compute(id, (any, known) -> known != null && known.number() == number ? known
                : next(id, number, attempt, Optional.ofNullable(known)));
    }

    private StartIdentity next(String id, long number, int attempt, Optional<StartIdentity> known) {
        Optional<SpanIds> previous = known.map(StartIdentity::ids);
        if (attempt == 0 && expected.remove(id)) {
            return new StartIdentity(number, application.other(random), Optional.of(application), previous);
        }
        if (attempt > 1 && previous.isPresent()) {
            SpanIds first = known.flatMap(StartIdentity::parent).filter(parent -> !parent.equals(application))
                    .orElse(previous.get());
            return new StartIdentity(number, first.other(random), Optional.of(first), previous);
        }
        return new StartIdentity(number, SpanIds.ofNewTrace(random), Optional.empty(), previous);
    }

    /** The latest start of a process. */
    Optional<StartIdentity> latest(String id) {
        return Optional.ofNullable(latest.get(id));
    }

    /** A start has ended. */
    void ended(String id, long number, Instant time) {
        latest.computeIfPresent(id, (any, known) -> known.number() == number ? known.endedAt(time) : known);
    }

    /** A start ended before the process was started, so that the next one has the same number. */
    void renew(String id) {
        latest.computeIfPresent(id, (any, known) -> new StartIdentity(-1, known.ids(), known.parent(), known.previous()));
    }

    /** Forgets processes that no longer exist, if they are many. */
    void keep(Collection<String> ids) {
        if (latest.size() > 2 * ids.size() + FEW) {
            latest.keySet().retainAll(Set.copyOf(ids));
        }
    }
}
