package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;

/** Finds the problems between definitions: dependencies that are missing, circular or can never be met. */
final class PlanCheck {

    private static final String SETTING = "depends-on";

    private final Map<String, ProcessDefinition> definitions;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> cleared = new HashSet<>();

    private PlanCheck(Map<String, ProcessDefinition> definitions) {
        this.definitions = definitions;
    }

    static List<Problem> problems(Map<String, ProcessDefinition> definitions) {
        PlanCheck check = new PlanCheck(definitions);
        definitions.values().forEach(check::dependencies);
        definitions.keySet().forEach(id -> check.walk(id, new ArrayList<>()));
        return List.copyOf(check.problems);
    }

    private void dependencies(ProcessDefinition definition) {
        for (Dependency dependency : definition.dependencies()) {
            Optional<ProcessDefinition> target = Optional.ofNullable(definitions.get(dependency.id()));
            if (target.isEmpty()) {
                problem(definition.id(), "Missing dependency: there is no process '" + dependency.id() + "'"
                        + Suggestion.of(dependency.id(), definitions.keySet()));
            } else if (Plan.condition(definition, dependency, target) == Dependency.Condition.HEALTHY
                    && target.get().healthCheck().isEmpty()) {
                problem(definition.id(), "waits for '" + dependency.id() + "' to be healthy, which has no health check; "
                        + "give it one (health.url, health.port, health.command or health.log) or wait for "
                        + dependency.id() + ":running");
            }
        }
    }

    /** Follows the dependencies depth first. A process that was left without a cycle is never entered again. */
    private void walk(String id, List<String> path) {
        int seen = path.indexOf(id);
        if (seen >= 0) {
            List<String> cycle = new ArrayList<>(path.subList(seen, path.size()));
            cycle.add(id);
            problem(id, "Circular dependency: " + String.join(" -> ", cycle));
            return;
        }
        ProcessDefinition definition = definitions.get(id);
        if (definition == null || cleared.contains(id)) {
            return;
        }
        path.add(id);
        for (Dependency dependency : definition.dependencies()) {
            walk(dependency.id(), path);
        }
        path.remove(path.size() - 1);
        cleared.add(id);
    }

    private void problem(String id, String message) {
        problems.add(new Problem(id, SETTING, message));
    }
}
