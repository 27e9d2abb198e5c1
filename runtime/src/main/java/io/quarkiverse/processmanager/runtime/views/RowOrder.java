package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;

/**
 * The order of the rows: the order of the start. The task that initializes the data of a service stands in front of its service.
 * Pure functions.
 */
final class RowOrder {

    /** The end of the id of an initialization task. */
    private static final String INITIALIZATION = "-init";

    private RowOrder() {
    }

    /** The definitions in the order of the start. Those that wait for a command stand at the end. */
    static List<ProcessDefinition> of(List<ProcessDefinition> definitions,
            Map<String, Map<String, Dependency.Condition>> waitsFor) {
        Map<String, ProcessDefinition> byId = new LinkedHashMap<>();
        definitions.forEach(definition -> byId.put(definition.id(), definition));
        Map<String, ProcessDefinition> tasks = new HashMap<>();
        definitions.forEach(definition -> service(definition, byId).ifPresent(owner -> tasks.put(owner.id(), definition)));
        List<ProcessDefinition> ordered = new ArrayList<>();
        StartStep.of(new Rows(definitions, waitsFor, RowFacts.NONE)).forEach(step -> {
            ProcessDefinition definition = byId.get(step.id());
            if (!tasks.containsValue(definition)) {
                Optional.ofNullable(tasks.get(step.id())).ifPresent(ordered::add);
                ordered.add(definition);
            }
        });
        return List.copyOf(ordered);
    }

    /** The service whose data the process initializes. */
    static Optional<ProcessDefinition> service(ProcessDefinition task, Map<String, ProcessDefinition> definitions) {
        String id = task.id();
        if (task.kind().filter(ProcessKind.TASK::equals).isEmpty() || !id.endsWith(INITIALIZATION)) {
            return Optional.empty();
        }
        return Optional.ofNullable(definitions.get(id.substring(0, id.length() - INITIALIZATION.length())))
                .filter(owner -> owner.pattern().filter(AppliedPattern::isService).isPresent())
                .filter(owner -> owner.dependencies().stream().anyMatch(dependency -> dependency.id().equals(id)));
    }
}
