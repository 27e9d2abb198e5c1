package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.runtime.rules.Plan;

/** The shutdowns that are in progress. Confined to the loop. */
final class Shutdowns {

    private final OrderedShutdown.Scope scope;
    private final List<OrderedShutdown> open = new ArrayList<>();

    Shutdowns(OrderedShutdown.Scope scope) {
        this.scope = scope;
    }

    /** Begins to stop these processes, in the reverse order of the plan. */
    void begin(Plan order, List<String> ids, OrderedShutdown.Deadline deadline) {
        open.add(new OrderedShutdown(scope, order, ids, deadline, open));
    }

    void advance() {
        open.removeIf(OrderedShutdown::advance);
    }

    /** A start has been requested: no shutdown stops this process any more. */
    void release(String id) {
        open.forEach(shutdown -> shutdown.release(id));
    }

    int count() {
        return open.size();
    }
}
