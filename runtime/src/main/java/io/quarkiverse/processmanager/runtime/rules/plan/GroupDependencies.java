package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.DependencySettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * Puts the replicas of a process in the place of a dependency on that process, so that the rest of the plan knows processes only.
 * A build has one definition for all replicas; there a dependency on one replica becomes a dependency on that definition.
 */
final class GroupDependencies {

    private GroupDependencies() {
    }

    /** The ids of the replicas of each process that has some, in the order of their indexes. */
    static Map<String, List<String>> groups(Map<String, ProcessDefinition> definitions) {
        Map<String, List<ProcessDefinition>> members = new LinkedHashMap<>();
        for (ProcessDefinition definition : definitions.values()) {
            Replicas.group(definition)
                    .ifPresent(group -> members.computeIfAbsent(group, any -> new ArrayList<>()).add(definition));
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        members.forEach((group, replicas) -> groups.put(group, replicas.stream()
                .sorted((one, other) -> Replicas.index(one).getAsInt() - Replicas.index(other).getAsInt())
                .map(ProcessDefinition::id).toList()));
        return groups;
    }

    /** The definitions in the same order, each with dependencies on processes only. */
    static Map<String, ProcessDefinition> resolve(Map<String, ProcessDefinition> definitions) {
        Map<String, List<String>> groups = groups(definitions);
        Map<String, ProcessDefinition> resolved = new LinkedHashMap<>();
        definitions.forEach((id, definition) -> {
            List<Dependency> dependencies = new ArrayList<>();
            for (Dependency dependency : definition.dependencies()) {
                List<String> replicas = groups.get(dependency.id());
                if (replicas == null) {
                    dependencies.add(ofBuild(dependency, definitions));
                } else {
                    replicas.forEach(replica -> dependencies.add(DependencySettings.moved(dependency, replica)));
                }
            }
            resolved.put(id, dependencies.equals(definition.dependencies()) ? definition
                    : ProcessSettings.of(definition).withDependencies(dependencies));
        });
        return Collections.unmodifiableMap(resolved);
    }

    private static Dependency ofBuild(Dependency dependency, Map<String, ProcessDefinition> definitions) {
        int dash = dependency.id().lastIndexOf('-');
        ProcessDefinition template = dash < 0 || definitions.containsKey(dependency.id()) ? null
                : definitions.get(dependency.id().substring(0, dash));
        if (template != null && Replicas.isTemplate(template)) {
            for (int index = 0; index < template.replicas(); index++) {
                if (Replicas.id(template.id(), index).equals(dependency.id())) {
                    return DependencySettings.moved(dependency, template.id());
                }
            }
        }
        return dependency;
    }
}
