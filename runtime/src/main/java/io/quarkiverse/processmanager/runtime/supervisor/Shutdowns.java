package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/**
 * The shutdowns that are in progress, with an index of what they stop and what they hold back, so that a change of one process
 * concerns only the shutdowns of that process. Confined to the loop.
 */
final class Shutdowns implements OrderedShutdown.Index {

    private final OrderedShutdown.Scope scope;
    private final Set<OrderedShutdown> open = new LinkedHashSet<>();
    /** For each process that is left to be stopped: the shutdowns that stop it. */
    private final Map<String, Set<OrderedShutdown>> stopping = new HashMap<>();
    /** For each process: the shutdowns that stop its dependents, and how many of these are left. */
    private final Map<String, Map<OrderedShutdown, Integer>> holds = new HashMap<>();
    /** The shutdowns that have begun or entered another stage, or may be complete. */
    private final Set<OrderedShutdown> due = new LinkedHashSet<>();
    private long begun;

    Shutdowns(OrderedShutdown.Scope scope) {
        this.scope = scope;
    }

    /** Begins to stop these processes, in the reverse order of the plan. */
    void begin(Plan order, List<String> ids, OrderedShutdown.Deadline deadline) {
        OrderedShutdown shutdown = new OrderedShutdown(scope, this, ++begun, ids, deadline);
        open.add(shutdown);
        for (String id : ids) {
            stopping.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(shutdown);
            order.find(id).ifPresent(definition -> {
                List<String> dependencies = definition.dependencies().stream().map(Dependency::id).toList();
                shutdown.holdsBack(id, dependencies);
                dependencies.forEach(dependency -> holds.computeIfAbsent(dependency, any -> new LinkedHashMap<>())
                        .merge(shutdown, 1, Integer::sum));
            });
        }
        due(shutdown);
    }

    @Override
    public void due(OrderedShutdown shutdown) {
        due.add(shutdown);
    }

    @Override
    public void left(OrderedShutdown shutdown, String id, List<String> dependencies) {
        removeFrom(stopping, id, shutdown);
        for (String dependency : dependencies) {
            Map<OrderedShutdown, Integer> holders = holds.get(dependency);
            if (holders.merge(shutdown, -1, Integer::sum) == 0) {
                holders.remove(shutdown);
                if (holders.isEmpty()) {
                    holds.remove(dependency);
                }
                scope.context().touch(dependency);
            }
        }
    }

    private static void removeFrom(Map<String, Set<OrderedShutdown>> index, String id, OrderedShutdown shutdown) {
        Set<OrderedShutdown> some = index.get(id);
        some.remove(shutdown);
        if (some.isEmpty()) {
            index.remove(id);
        }
    }

    @Override
    public boolean isHeldBack(String id, OrderedShutdown by) {
        for (OrderedShutdown holder : holds.getOrDefault(id, Map.of()).keySet()) {
            if (holder.number() <= by.number()) {
                return true;
            }
        }
        return false;
    }

    /** A process has changed. */
    void changed(String id) {
        for (OrderedShutdown shutdown : List.copyOf(stopping.getOrDefault(id, Set.of()))) {
            shutdown.evaluate(id);
            closeIfComplete(shutdown);
        }
    }

    boolean areDue() {
        return !due.isEmpty();
    }

    /** Evaluates the shutdowns that have begun or entered another stage. */
    void advance() {
        for (OrderedShutdown shutdown : List.copyOf(due)) {
            due.remove(shutdown);
            boolean evaluated = false;
            try {
                scope.context().runner().together(shutdown::evaluateAll);
                evaluated = true;
            } finally {
                if (!evaluated) {
                    // The stop of one process has failed. The end of the next step stops the others.
                    due(shutdown);
                }
            }
            closeIfComplete(shutdown);
        }
    }

    private void closeIfComplete(OrderedShutdown shutdown) {
        if (shutdown.isComplete() && open.remove(shutdown)) {
            shutdown.complete();
        }
    }

    /** A start has been requested: no shutdown stops this process any more. */
    void release(String id) {
        for (OrderedShutdown shutdown : List.copyOf(stopping.getOrDefault(id, Set.of()))) {
            shutdown.remove(id);
            due(shutdown);
        }
    }

    int count() {
        return open.size();
    }
}
