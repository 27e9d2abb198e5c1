package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;

/** Sorts definitions without cycles so that each comes after its dependencies. */
final class StartOrder {

    private final Map<String, ProcessDefinition> definitions;
    private final LinkedHashMap<String, ProcessDefinition> ordered = new LinkedHashMap<>();

    private StartOrder(Map<String, ProcessDefinition> definitions) {
        this.definitions = definitions;
    }

    static LinkedHashMap<String, ProcessDefinition> of(Map<String, ProcessDefinition> definitions) {
        StartOrder order = new StartOrder(definitions);
        definitions.values().forEach(order::place);
        return order.ordered;
    }

    private void place(ProcessDefinition definition) {
        if (ordered.containsKey(definition.id())) {
            return;
        }
        for (Dependency dependency : definition.dependencies()) {
            // A dependency that may be absent has no definition then.
            Optional.ofNullable(definitions.get(dependency.id())).ifPresent(this::place);
        }
        ordered.put(definition.id(), definition);
    }
}
