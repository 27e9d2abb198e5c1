package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.SharedMap;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/**
 * Collects the changed statuses and histories while steps run, and publishes them as one {@link Snapshot}. A snapshot shares
 * what has not changed with the one before, so it costs what has changed. Confined to the loop, except {@link #snapshot()}.
 */
public final class PublishedState {

    private final Map<String, ProcessStatus> statuses = new HashMap<>();
    private final Map<String, ProcessHistory> histories = new HashMap<>();
    /** The ids whose status or history has changed since the last snapshot. */
    private final Set<String> unpublished = new HashSet<>();
    /** The processes whose status may have changed since it was made. */
    private final Map<String, StatusSource> stale = new LinkedHashMap<>();
    /** The ids with records that wait for the next snapshot and cause none. */
    private final Set<String> quiet = new HashSet<>();
    private SharedMap<ProcessStatus> sharedStatuses = SharedMap.empty();
    private SharedMap<ProcessHistory> sharedHistories = SharedMap.empty();

    private final Supplier<Instant> clock;
    private long made;
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    /** {@code clock} gives the time for the histories. */
    PublishedState(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** The last published state. From any thread. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The current statuses, published or not. */
    public Map<String, ProcessStatus> statuses() {
        makeStale();
        return statuses;
    }

    /** A status may have changed. It is made when it is needed, because most steps change it several times. */
    public void changed(StatusSource process) {
        stale.put(process.id(), process);
    }

    /** Makes the status of a process if it may have changed: the process is about to leave its phase, and the history has each. */
    public void make(String id) {
        StatusSource process = stale.get(id);
        if (process != null) {
            make(process);
            stale.remove(id);
        }
    }

    private void makeStale() {
        for (Iterator<StatusSource> processes = stale.values().iterator(); processes.hasNext();) {
            make(processes.next());
            processes.remove();
        }
    }

    private void make(StatusSource process) {
        made++;
        ProcessStatus status = process.status();
        if (isOther(status, statuses.get(status.id()))) {
            statuses.put(status.id(), status);
            Instant now = clock.get();
            record(status.id(), history -> HistoryAppender.with(history, status, now));
        }
    }

    /** Most changes change the sentence, too. The first call of equals() of a record takes milliseconds, and would come in a start. */
    private static boolean isOther(ProcessStatus status, @Nullable ProcessStatus before) {
        return before == null || !status.why().equals(before.why()) || !status.equals(before);
    }

    /** How many statuses were made so far. For tests. */
    public long made() {
        return made;
    }

    /** Publishes the status in any case: readers of changes read the definition with it, which has changed. */
    void redefined(StatusSource process) {
        changed(process);
        make(process.id());
        unpublished.add(process.id());
    }

    public void record(String id, UnaryOperator<ProcessHistory> change) {
        record(id, change, unpublished);
    }

    private void record(String id, UnaryOperator<ProcessHistory> change, Set<String> ids) {
        histories.put(id, change.apply(histories.getOrDefault(id, HistoryAppender.EMPTY)));
        ids.add(id);
    }

    /** Records something that changes no status. The next snapshot has it. */
    void recordQuietly(String id, UnaryOperator<ProcessHistory> change) {
        record(id, change, quiet);
    }

    boolean hasQuiet() {
        return !quiet.isEmpty();
    }

    /** The quiet records cause a snapshot. */
    void publishQuiet() {
        unpublished.addAll(quiet);
        quiet.clear();
    }

    /** A process is gone. */
    public void remove(String id) {
        stale.remove(id);
        statuses.remove(id);
        histories.remove(id);
        unpublished.add(id);
    }

    /** Publishes what has changed. Returns whether there is a new snapshot. */
    public boolean publish(Plan plan) {
        makeStale();
        if (unpublished.isEmpty() && plan == snapshot.plan()) {
            return false;
        }
        publishQuiet();
        for (String id : unpublished) {
            sharedStatuses = shared(sharedStatuses, id, statuses.get(id));
            sharedHistories = shared(sharedHistories, id, histories.get(id));
        }
        unpublished.clear();
        snapshot = new Snapshot(plan, sharedStatuses, sharedHistories);
        return true;
    }

    private static <V> SharedMap<V> shared(SharedMap<V> map, String id, V value) {
        return value == null ? map.without(id) : value == map.get(id) ? map : map.with(id, value);
    }
}
