package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.Plan;

/**
 * Collects the statuses and histories of all processes while a step runs, and publishes them as one {@link Snapshot} at its
 * end. Confined to the loop, except {@link #snapshot()}.
 */
final class PublishedState {

    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
    private final Map<String, ProcessHistory> histories = new HashMap<>();
    private boolean dirty;

    private volatile Snapshot snapshot = Snapshot.EMPTY;

    /** The last published state. From any thread. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** The current statuses, published or not. */
    Map<String, ProcessStatus> statuses() {
        return statuses;
    }

    /** A status has changed at the given time. */
    void changed(ProcessStatus status, Instant now) {
        statuses.put(status.id(), status);
        record(status.id(), history -> HistoryAppender.with(history, status, now));
        dirty = true;
    }

    void record(String id, UnaryOperator<ProcessHistory> change) {
        histories.put(id, change.apply(histories.getOrDefault(id, HistoryAppender.EMPTY)));
    }

    /** A process is gone. */
    void remove(String id) {
        statuses.remove(id);
        histories.remove(id);
        dirty = true;
    }

    /** What depends on the state must be evaluated again, and a new snapshot published. */
    void invalidate() {
        dirty = true;
    }

    boolean isDirty() {
        return dirty;
    }

    /** The evaluation begins; what it changes makes this dirty again. */
    void clean() {
        dirty = false;
    }

    void publish(Plan plan) {
        Map<String, ProcessStatus> ordered = new LinkedHashMap<>();
        plan.ids().forEach(id -> ordered.put(id, statuses.get(id)));
        statuses.forEach(ordered::putIfAbsent);
        snapshot = new Snapshot(plan, Collections.unmodifiableMap(ordered), Map.copyOf(histories));
    }
}
