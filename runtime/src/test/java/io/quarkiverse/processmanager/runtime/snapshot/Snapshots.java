package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** Makes snapshots for tests. */
public final class Snapshots {

    private Snapshots() {
    }

    /** A snapshot without histories. */
    public static Snapshot of(Plan plan, Map<String, ProcessStatus> statuses) {
        SharedMap<ProcessStatus> shared = SharedMap.empty();
        for (Map.Entry<String, ProcessStatus> one : statuses.entrySet()) {
            shared = shared.with(one.getKey(), one.getValue());
        }
        return new Snapshot(plan, shared, SharedMap.<ProcessHistory> empty());
    }
}
