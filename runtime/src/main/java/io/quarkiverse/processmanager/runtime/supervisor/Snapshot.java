package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.Plan;

/**
 * The visible state of all processes at one moment. Immutable, for any thread.
 *
 * @param plan without the processes that are being removed
 * @param statuses by id, in the order of the plan, then the processes that are being removed
 * @param histories by id
 */
public record Snapshot(Plan plan, Map<String, ProcessStatus> statuses, Map<String, ProcessHistory> histories) {

    static final Snapshot EMPTY = new Snapshot(Plan.EMPTY, Map.of(), Map.of());
}
