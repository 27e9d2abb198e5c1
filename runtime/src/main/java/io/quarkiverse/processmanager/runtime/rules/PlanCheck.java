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
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.definition.KindInference;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/** Finds the problems between definitions: dependencies that are missing, circular or can never be met. */
final class PlanCheck {

    private static final String SETTING = "depends-on";

    private final Map<String, ProcessDefinition> definitions;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> cleared = new HashSet<>();

    private PlanCheck(Map<String, ProcessDefinition> definitions) {
        this.definitions = PlannedKinds.resolve(definitions);
    }

    static List<Problem> problems(Map<String, ProcessDefinition> definitions) {
        PlanCheck check = new PlanCheck(definitions);
        check.definitions.values().forEach(check::dependencies);
        definitions.keySet().forEach(id -> check.walk(id, new ArrayList<>()));
        return List.copyOf(check.problems);
    }

    private void dependencies(ProcessDefinition definition) {
        for (Dependency dependency : definition.dependencies()) {
            Optional<ProcessDefinition> target = Optional.ofNullable(definitions.get(dependency.id()));
            if (target.isEmpty() && dependency.mayBeAbsent()) {
                continue;
            }
            if (target.isEmpty()) {
                problem(definition.id(), "Missing dependency: there is no process '" + dependency.id() + "'"
                        + Suggestion.of(dependency.id(), definitions.keySet()));
            } else {
                Dependency.Condition condition = Plan.condition(definition, dependency, target);
                if (condition == Dependency.Condition.HEALTHY) {
                    healthy(definition.id(), target.get());
                } else if (condition == Dependency.Condition.RUNNING) {
                    running(definition.id(), target.get());
                } else if (condition == Dependency.Condition.COMPLETED) {
                    completed(definition.id(), target.get());
                } else if (condition == Dependency.Condition.EXITED) {
                    exited(definition.id(), target.get());
                }
            }
        }
    }

    private void healthy(String dependent, ProcessDefinition target) {
        String id = target.id();
        if (ProcessSettings.isTask(target)) {
            problem(dependent, "waits for '" + id + "' to be healthy, which is a task and never up; wait for " + id
                    + ":completed, or write quarkus.processes." + id + ".kind=service");
        } else if (target.healthCheck().isEmpty()) {
            problem(dependent, "waits for '" + id + "' to be healthy, which has no health check; "
                    + "give it one (health.url, health.port, health.command or health.log) or wait for " + id + ":running");
        }
    }

    private void running(String dependent, ProcessDefinition target) {
        if (ProcessSettings.isTask(target)) {
            problem(dependent, "waits for '" + target.id() + "' to be running, which is a task and never up; write "
                    + target.id() + ":completed, or " + target.id() + ":started");
        }
    }

    private void completed(String dependent, ProcessDefinition target) {
        String id = target.id();
        String start = "waits for '" + id + "' to complete, ";
        String up = id + (target.healthCheck().isPresent() ? ":healthy" : ":running");
        if (ProcessSettings.isService(target) && target.stop().leftovers() == Leftovers.STOP) {
            String why = KindInference.sign(target).map(sign -> " (" + sign + ")").orElse("");
            problem(dependent, start + "which is a service" + why + " and never completes; wait for " + up
                    + ", or make '" + id + "' a task: write quarkus.processes." + id + ".kind=task"
                    + (why.isEmpty() ? "" : " and remove its port or check"));
        } else if (target.restart().mode() == RestartPolicy.Mode.ALWAYS) {
            problem(dependent, start + "which restarts after each exit and never completes; write quarkus.processes." + id
                    + ".restart.policy=on-failure");
        }
    }

    private void exited(String dependent, ProcessDefinition target) {
        if (target.restart().mode() == RestartPolicy.Mode.ALWAYS && target.restart().max().isEmpty()) {
            problem(dependent, "waits for '" + target.id() + "' to exit, which restarts after each exit without a limit; write "
                    + "quarkus.processes." + target.id() + ".restart.policy=on-failure, or a number for restart.max");
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
