package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** The visible state of all processes at one moment. Immutable, for any thread. */
public final class Snapshot {

    /** No processes. */
    public static final Snapshot EMPTY = new Snapshot(Plan.EMPTY, SharedMap.empty(), SharedMap.empty());

    private final Plan plan;
    private final SharedMap<ProcessStatus> statuses;
    private final SharedMap<ProcessHistory> histories;

    public Snapshot(Plan plan, SharedMap<ProcessStatus> statuses, SharedMap<ProcessHistory> histories) {
        this.plan = plan;
        this.statuses = statuses;
        this.histories = histories;
    }

    /** The plan, without the processes that are being removed. */
    public Plan plan() {
        return plan;
    }

    /** The statuses by id, in the order of the plan, then the processes that are being removed. */
    public Map<String, ProcessStatus> statuses() {
        return new OrderedMap<>(plan, statuses);
    }

    /** The number of processes, with those that are being removed. */
    int size() {
        return statuses.size();
    }

    /** The histories by id, in the same order. */
    public Map<String, ProcessHistory> histories() {
        return new OrderedMap<>(plan, histories);
    }

    /**
     * The difference between two snapshots.
     *
     * @param changed the statuses that are other objects than before, by id
     * @param removed the ids that are gone
     */
    public record Changes(Map<String, ProcessStatus> changed, Set<String> removed) {

        public boolean isEmpty() {
            return changed.isEmpty() && removed.isEmpty();
        }
    }

    /** Compares the statuses with those of an earlier snapshot. The cost depends on the number of changes only. */
    public Changes since(Snapshot before) {
        Map<String, ProcessStatus> changed = new LinkedHashMap<>();
        Set<String> removed = new LinkedHashSet<>();
        statuses.changesSince(before.statuses, changed::put, removed::add);
        return new Changes(changed, removed);
    }
}
