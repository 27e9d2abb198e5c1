package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.definition.KindInference;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

/** Finds the problems between definitions: dependencies that are missing, circular or can never be met. */
final class PlanCheck {

    private static final String SETTING = "depends-on";

    private final Map<String, ProcessDefinition> given;
    private final Map<String, ProcessDefinition> definitions;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Set<String> cleared = new HashSet<>();

    private PlanCheck(Map<String, ProcessDefinition> given) {
        this.given = given;
        this.definitions = PlannedKinds.resolve(given);
    }

    static List<Conflict> conflicts(Map<String, ProcessDefinition> declared) {
        Map<String, ProcessDefinition> definitions = GroupDependencies.resolve(declared);
        PlanCheck check = new PlanCheck(definitions);
        check.definitions.values().forEach(check::dependencies);
        check.definitions.values().forEach(definition -> check.conflicts
                .addAll(References.conflicts(definition, check.definitions)));
        definitions.keySet().forEach(id -> check.walk(id, new ArrayList<>()));
        check.conflicts.addAll(PlannedPhases.conflicts(definitions));
        check.conflicts.addAll(ReplicaIds.conflicts(definitions));
        return List.copyOf(check.conflicts);
    }

    private void dependencies(ProcessDefinition definition) {
        for (Dependency dependency : definition.dependencies()) {
            Optional<ProcessDefinition> target = Optional.ofNullable(definitions.get(dependency.id()));
            if (target.isEmpty() && dependency.mayBeAbsent()) {
                continue;
            }
            if (target.isEmpty()) {
                conflict(List.of(new Problem(definition.id(), SETTING, "Missing dependency: there is no process '"
                        + dependency.id() + "'" + Suggestion.of(dependency.id(), definitions.keySet()))));
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
        String start = "waits for '" + id + "' to be healthy";
        if (ProcessSettings.isTask(target)) {
            neverUp(dependent, start, target, "wait for " + id + ":completed, or write quarkus.processes." + id
                    + ".kind=service");
        } else if (target.healthCheck().isEmpty()) {
            problem(dependent, target, start + ", which has no health check; "
                    + "give it one (health.url, health.port, health.command or health.log) or wait for " + id + ":running");
        }
    }

    private void running(String dependent, ProcessDefinition target) {
        String id = target.id();
        if (ProcessSettings.isTask(target)) {
            neverUp(dependent, "waits for '" + id + "' to be running", target, "write " + id + ":completed, or " + id
                    + ":started");
        }
    }

    /** The problem of a dependent, and of those that make a task of what it waits for. */
    private void neverUp(String dependent, String start, ProcessDefinition task, String remedy) {
        String id = task.id();
        List<String> awaiting = PlannedKinds.isDecided(given.get(id)) ? List.of() : PlannedKinds.awaiting(id, given);
        String why = awaiting.isEmpty() ? ""
                : awaiting.stream().map(one -> "'" + one + "' waits for " + id + ":completed")
                        .collect(Collectors.joining(", ", " (", ")"));
        List<Problem> views = new ArrayList<>();
        views.add(new Problem(dependent, SETTING, start + ", which is a task" + why + " and never up; " + remedy));
        awaiting.forEach(one -> views.add(new Problem(one, SETTING, "waits for '" + id + "' to complete, which makes a task of "
                + "'" + id + "', but '" + dependent + "' " + start + ", and a task is never up; wait for " + id + ":exited")));
        views.add(ofTarget(views.get(0), id));
        conflict(views);
    }

    private void completed(String dependent, ProcessDefinition target) {
        String id = target.id();
        String start = "waits for '" + id + "' to complete, ";
        String up = id + (target.healthCheck().isPresent() ? ":healthy" : ":running");
        if (ProcessSettings.isService(target) && target.stop().leftovers() == Leftovers.STOP) {
            String why = KindInference.sign(target).map(sign -> " (" + sign + ")").orElse("");
            problem(dependent, target, start + "which is a service" + why + " and never completes; wait for " + up
                    + ", or make '" + id + "' a task: write quarkus.processes." + id + ".kind=task"
                    + (why.isEmpty() ? "" : " and remove its port or check"));
        } else if (target.restart().mode() == RestartPolicy.Mode.ALWAYS) {
            problem(dependent, target, start + "which restarts after each exit and never completes; write quarkus.processes."
                    + id + ".restart.policy=on-failure");
        }
    }

    private void exited(String dependent, ProcessDefinition target) {
        if (target.restart().mode() == RestartPolicy.Mode.ALWAYS && target.restart().max().isEmpty()) {
            problem(dependent, target, "waits for '" + target.id() + "' to exit, which restarts after each exit without a "
                    + "limit; write quarkus.processes." + target.id()
                    + ".restart.policy=on-failure, or a number for restart.max");
        }
    }

    /** Follows the dependencies depth first. A process that was left without a cycle is never entered again. */
    private void walk(String id, List<String> path) {
        int seen = path.indexOf(id);
        if (seen >= 0) {
            List<String> cycle = new ArrayList<>(path.subList(seen, path.size()));
            cycle.add(id);
            String message = "Circular dependency: " + String.join(" -> ", cycle);
            conflict(path.subList(seen, path.size()).stream().map(one -> new Problem(one, SETTING, message)).toList());
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

    private void problem(String dependent, ProcessDefinition target, String message) {
        Problem problem = new Problem(dependent, SETTING, message);
        conflict(List.of(problem, ofTarget(problem, target.id())));
    }

    private static Problem ofTarget(Problem problem, String target) {
        return new Problem(target, "", "'" + problem.processId() + "' " + problem.message());
    }

    private void conflict(List<Problem> views) {
        conflicts.add(new Conflict(views));
    }
}
