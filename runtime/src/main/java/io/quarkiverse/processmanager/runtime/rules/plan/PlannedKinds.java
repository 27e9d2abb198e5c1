package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.runtime.definition.KindInference;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/** Finds the kind of each process of a plan: the declared one, else the one that its settings and its dependents show. */
final class PlannedKinds {

    private PlannedKinds() {
    }

    /** The definitions in the same order, each with its kind. */
    static Map<String, ProcessDefinition> resolve(Map<String, ProcessDefinition> definitions) {
        Set<String> awaited = new HashSet<>();
        definitions.values().forEach(definition -> definition.dependencies().stream()
                .filter(dependency -> awaitsCompletion(definition, dependency)).map(Dependency::id).forEach(awaited::add));
        Map<String, ProcessDefinition> resolved = new LinkedHashMap<>();
        definitions.forEach((id, definition) -> {
            Optional<ProcessKind> kind = KindInference.kind(definition, awaited.contains(id));
            resolved.put(id, kind.<ProcessDefinition> map(ProcessSettings.of(definition)::as).orElse(definition));
        });
        return Collections.unmodifiableMap(resolved);
    }

    /** Whether the definition has its kind whatever its dependents wait for. */
    static boolean isDecided(ProcessDefinition definition) {
        return KindInference.kind(definition, false).isPresent();
    }

    /** The processes that wait for the completion of this one. */
    static List<String> awaiting(String id, Map<String, ProcessDefinition> definitions) {
        return definitions.values().stream().filter(definition -> definition.dependencies().stream()
                .anyMatch(dependency -> dependency.id().equals(id) && awaitsCompletion(definition, dependency)))
                .map(ProcessDefinition::id).toList();
    }

    /** Whether the dependent itself says that it waits for the completion of the other process. */
    private static boolean awaitsCompletion(ProcessDefinition dependent, Dependency dependency) {
        return dependency.condition().or(dependent::waitFor).filter(Dependency.Condition.COMPLETED::equals).isPresent();
    }
}
