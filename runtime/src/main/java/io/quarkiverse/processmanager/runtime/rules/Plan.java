package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * All definitions together: valid, and each after those that it depends on. Independent definitions are in the order of their
 * ids, so that the same configuration always gives the same plan.
 */
public final class Plan {

    /** A plan for nothing. */
    public static final Plan EMPTY = new Plan(new LinkedHashMap<>());

    private final Map<String, ProcessDefinition> definitions;
    private final Map<String, List<String>> dependents = new TreeMap<>();

    private Plan(LinkedHashMap<String, ProcessDefinition> inOrder) {
        this.definitions = Collections.unmodifiableMap(inOrder);
        for (ProcessDefinition definition : inOrder.values()) {
            for (Dependency dependency : definition.dependencies()) {
                dependents.computeIfAbsent(dependency.id(), id -> new ArrayList<>()).add(definition.id());
            }
        }
    }

    /**
     * @throws ProcessException with {@link Reason#INVALID}, naming all problems
     */
    public static Plan of(Collection<ProcessDefinition> definitions) {
        List<Problem> problems = problems(definitions);
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            StringBuilder all = new StringBuilder("cannot plan process '" + first.processId() + "': " + first.message());
            problems.subList(1, problems.size()).forEach(problem -> all.append("; ").append(problem));
            throw new ProcessException(Reason.INVALID, first.processId(), all.toString());
        }
        return new Plan(StartOrder.of(byId(definitions)));
    }

    /** What is wrong with the definitions as a whole; each by itself is checked where it is built. */
    public static List<Problem> problems(Collection<ProcessDefinition> definitions) {
        return PlanCheck.problems(byId(definitions));
    }

    /** The definitions, each after those that it depends on. */
    public List<ProcessDefinition> definitions() {
        return List.copyOf(definitions.values());
    }

    /** The ids, each after those that it depends on. */
    public List<String> ids() {
        return List.copyOf(definitions.keySet());
    }

    public Optional<ProcessDefinition> find(String id) {
        return Optional.ofNullable(definitions.get(id));
    }

    /** Those that depend directly on the process. */
    public List<String> dependents(String id) {
        return Collections.unmodifiableList(dependents.getOrDefault(id, List.of()));
    }

    /** How far the dependency must be for the process, with all defaults applied. */
    public Dependency.Condition condition(ProcessDefinition definition, Dependency dependency) {
        return condition(definition, dependency, find(dependency.id()));
    }

    /** What the process waits for, with how far each must be, in the order of its definition. */
    public Map<String, Dependency.Condition> waitsFor(ProcessDefinition definition) {
        Map<String, Dependency.Condition> waitsFor = new LinkedHashMap<>();
        definition.dependencies().forEach(dependency -> waitsFor.put(dependency.id(), condition(definition, dependency)));
        return Collections.unmodifiableMap(waitsFor);
    }

    static Dependency.Condition condition(ProcessDefinition definition, Dependency dependency,
            Optional<ProcessDefinition> target) {
        return dependency.condition().or(definition::waitFor)
                .orElse(target.flatMap(ProcessDefinition::healthCheck).isPresent() ? Dependency.Condition.HEALTHY
                        : Dependency.Condition.RUNNING);
    }

    private static Map<String, ProcessDefinition> byId(Collection<ProcessDefinition> definitions) {
        Map<String, ProcessDefinition> byId = new TreeMap<>();
        definitions.forEach(definition -> byId.put(definition.id(), definition));
        return byId;
    }
}
