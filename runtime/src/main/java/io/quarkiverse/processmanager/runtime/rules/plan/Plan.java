package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * All definitions together: valid, and each after its dependencies. Independent definitions are in the order of their ids, so
 * that the same configuration always gives the same plan. The plan knows the kind and the start phase of each process and the
 * variables of its dependencies, which depend on the other processes.
 */
public final class Plan {

    /** A plan without processes. */
    public static final Plan EMPTY = new Plan(Map.of(), new LinkedHashMap<>());

    private final Map<String, ProcessDefinition> given;
    private final Map<String, ProcessDefinition> definitions;
    /** For each process with replicas the ids of the replicas. */
    private final Map<String, List<String>> groups;
    private final List<String> ids;
    private final Map<String, List<String>> dependents;
    /** The dependents that restart with the process. */
    private final Map<String, List<String>> followers;

    /**
     * @param definitions those that the plan is made of
     * @param inOrder the same with dependencies on processes only, each after its dependencies
     */
    private Plan(Map<String, ProcessDefinition> definitions, LinkedHashMap<String, ProcessDefinition> inOrder) {
        LinkedHashMap<String, ProcessDefinition> ordered = new LinkedHashMap<>();
        inOrder.keySet().forEach(id -> ordered.put(id, definitions.get(id)));
        this.given = Collections.unmodifiableMap(ordered);
        this.definitions = References.resolve(PlannedPhases.resolve(PlannedKinds.resolve(inOrder)));
        this.groups = GroupDependencies.groups(given);
        this.ids = List.copyOf(inOrder.keySet());
        this.dependents = new HashMap<>();
        this.followers = new HashMap<>();
        for (ProcessDefinition definition : inOrder.values()) {
            for (Dependency dependency : definition.dependencies()) {
                dependents.computeIfAbsent(dependency.id(), id -> new ArrayList<>()).add(definition.id());
                if (definition.start().onDependencyRestart() == OnDependencyRestart.RESTART) {
                    followers.computeIfAbsent(dependency.id(), id -> new ArrayList<>()).add(definition.id());
                }
            }
        }
    }

    /** A plan in which each process has the same dependents as in another one. */
    private Plan(LinkedHashMap<String, ProcessDefinition> given, Map<String, ProcessDefinition> definitions, Plan other) {
        this.given = Collections.unmodifiableMap(given);
        this.definitions = definitions;
        this.groups = other.groups;
        this.ids = List.copyOf(given.keySet());
        this.dependents = other.dependents;
        this.followers = other.followers;
    }

    /**
     * Checks the definitions and puts them in order.
     *
     * @throws ProcessException with {@link Reason#INVALID}, naming all problems
     */
    public static Plan of(Collection<ProcessDefinition> definitions) {
        List<Problem> problems = problems(definitions);
        if (!problems.isEmpty()) {
            String id = problems.get(0).processId();
            throw new ProcessException(Reason.INVALID, id, ProblemText.ofDependencies("plan", id, problems));
        }
        return ofChecked(definitions);
    }

    /** A plan of definitions that have no {@link #problems}, so that no start checks them twice. */
    public static Plan ofChecked(Collection<ProcessDefinition> definitions) {
        Map<String, ProcessDefinition> byId = byId(definitions);
        return new Plan(byId, StartOrder.of(GroupDependencies.resolve(byId)));
    }

    /** Whether the process has no dependencies and no dependents, so that no other process can have a problem with it. */
    boolean isApart(ProcessDefinition definition) {
        return definition.dependencies().isEmpty() && dependents(definition.id()).isEmpty()
                && Replicas.group(definition).isEmpty();
    }

    /** This plan with one more process, which {@link #isApart}: what the plan knows of the others stays as it is. */
    Plan with(ProcessDefinition added) {
        Map<String, ProcessDefinition> byId = new TreeMap<>(given);
        byId.put(added.id(), added);
        Map<String, ProcessDefinition> resolved = new HashMap<>(definitions);
        resolved.putAll(ofChecked(List.of(added)).definitions);
        return apart(StartOrder.of(byId), resolved);
    }

    /** This plan without a process, which {@link #isApart}: what the plan knows of the others stays as it is. */
    Plan without(String id) {
        LinkedHashMap<String, ProcessDefinition> left = new LinkedHashMap<>(given);
        left.remove(id);
        return apart(left, definitions);
    }

    private Plan apart(LinkedHashMap<String, ProcessDefinition> inOrder, Map<String, ProcessDefinition> resolved) {
        Map<String, ProcessDefinition> ordered = new LinkedHashMap<>();
        inOrder.keySet().forEach(id -> ordered.put(id, resolved.get(id)));
        return new Plan(inOrder, Collections.unmodifiableMap(ordered), this);
    }

    /** The problems between the definitions: dependencies that are missing, circular or can never be met. */
    public static List<Problem> problems(Collection<ProcessDefinition> definitions) {
        return conflicts(definitions).stream().map(Conflict::problem).toList();
    }

    /** The same problems, each with the definitions that take part in it. */
    static List<Conflict> conflicts(Collection<ProcessDefinition> definitions) {
        return PlanCheck.conflicts(byId(definitions));
    }

    /** The start phases that a plan of these definitions has, by id. The definitions may have {@link #problems}. */
    public static Map<String, StartPhase> phases(Collection<ProcessDefinition> definitions) {
        Map<String, StartPhase> phases = new TreeMap<>();
        PlannedPhases.resolve(GroupDependencies.resolve(byId(definitions)))
                .forEach((id, definition) -> definition.start().phase().ifPresent(phase -> phases.put(id, phase)));
        return phases;
    }

    /** The definitions, each with what the plan knows about it, and each after its dependencies. */
    public List<ProcessDefinition> definitions() {
        return List.copyOf(definitions.values());
    }

    /** The ids, each after its dependencies. */
    public List<String> ids() {
        return ids;
    }

    /** The definition of a process, with what the plan knows about it. */
    public Optional<ProcessDefinition> find(String id) {
        return Optional.ofNullable(definitions.get(id));
    }

    /**
     * The definition that the plan was made of; the kind and the start phase are absent unless the definition declares them.
     */
    public Optional<ProcessDefinition> findGiven(String id) {
        return Optional.ofNullable(given.get(id));
    }

    /** The definitions that the plan was made of, each after its dependencies. */
    public List<ProcessDefinition> given() {
        return List.copyOf(given.values());
    }

    /**
     * This plan at the start of an application: a process that starts after the application keeps the definition that it has in
     * the plan before, because its settings can depend on the port that the application is going to open. A process with other
     * dependencies gets its new definition.
     */
    public Plan beforeAppListens(Plan before) {
        List<ProcessDefinition> kept = new ArrayList<>();
        for (ProcessDefinition definition : given.values()) {
            boolean later = find(definition.id()).filter(ProcessSettings::startsAfterApp).isPresent();
            kept.add(!later ? definition
                    : before.find(definition.id()).filter(ProcessSettings::startsAfterApp)
                            .flatMap(known -> before.findGiven(definition.id()))
                            .filter(known -> known.dependencies().equals(definition.dependencies())).orElse(definition));
        }
        return ofChecked(kept);
    }

    /** This plan with the numbers of replicas that commands have given to the processes of the plan before. */
    public Plan scaledAs(Plan before) {
        return ScaledPlan.of(this, before);
    }

    /** Whether a process starts after the application. */
    public boolean hasAfterApp() {
        // No stream: the stop of an application asks first.
        for (ProcessDefinition definition : definitions.values()) {
            if (ProcessSettings.startsAfterApp(definition)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The plan of a running application with the definitions of another plan for the processes that start after the application.
     * The other processes, and all processes that the other plan does not have, stay as they are.
     */
    public Plan withAfterAppOf(Plan other) {
        return ofChecked(given.values().stream().map(definition -> find(definition.id())
                .filter(ProcessSettings::startsAfterApp).flatMap(later -> other.findGiven(definition.id())).orElse(definition))
                .toList());
    }

    /** This plan with the definitions of the processes that differ between two other plans, as the second one has them. */
    public Plan withChanges(Plan last, Plan next) {
        return ofChecked(given.values().stream().map(definition -> next.findGiven(definition.id())
                .filter(changed -> !last.findGiven(definition.id()).equals(Optional.of(changed))).orElse(definition))
                .toList());
    }

    /** This plan with another definition of one of its processes. */
    public Plan withReplaced(ProcessDefinition changed) {
        return ofChecked(given.values().stream().map(one -> one.id().equals(changed.id()) ? changed : one).toList());
    }

    /** The ids of the replicas of a process in the order of their indexes; empty for a process without replicas. */
    public List<String> replicas(String group) {
        return groups.getOrDefault(group, List.of());
    }

    /** Whether the id is that of a process, or of a process with replicas. */
    public boolean isTaken(String id) {
        return given.containsKey(id) || groups.containsKey(id);
    }

    /** For each process with replicas, by its id, the ids of the replicas in the order of their indexes. */
    public Map<String, List<String>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** The id of the process whose replica this process is; empty for any other process. */
    public Optional<String> group(String replica) {
        return findGiven(replica).flatMap(Replicas::group);
    }

    /** The definition that stands for all replicas of a process; empty for a process without replicas. */
    public Optional<ProcessDefinition> template(String group) {
        return replicas(group).stream().findFirst().flatMap(this::findGiven).flatMap(Replicas::template);
    }

    /** The ids of the processes that depend directly on the process, also those that would start without it. */
    public List<String> dependents(String id) {
        return Collections.unmodifiableList(dependents.getOrDefault(id, List.of()));
    }

    /** The ids of the direct dependents whose {@code on-dependency-restart} is {@code restart}. */
    public List<String> followers(String id) {
        return Collections.unmodifiableList(followers.getOrDefault(id, List.of()));
    }

    /** Whether the dependency counts: one that may be absent counts only if there is a process with its id. */
    public boolean counts(Dependency dependency) {
        return !dependency.mayBeAbsent() || find(dependency.id()).isPresent();
    }

    /** The processes of which the dependency needs one: several replicas if any of them is enough, else the process itself. */
    public List<String> alternatives(Dependency dependency) {
        List<String> itself = List.of(dependency.id());
        return dependency.any() ? group(dependency.id()).map(this::replicas).orElse(itself) : itself;
    }

    /** The condition of a dependency, with all defaults applied. */
    public Dependency.Condition condition(ProcessDefinition definition, Dependency dependency) {
        return condition(definition, dependency, find(dependency.id()));
    }

    /** The dependencies of the process that count, with the condition of each, in the order of its definition. */
    public Map<String, Dependency.Condition> waitsFor(ProcessDefinition definition) {
        Map<String, Dependency.Condition> waitsFor = new LinkedHashMap<>();
        definition.dependencies().stream().filter(this::counts)
                .forEach(dependency -> waitsFor.put(dependency.id(), condition(definition, dependency)));
        return Collections.unmodifiableMap(waitsFor);
    }

    /** {@code target} is the dependency with its kind. */
    static Dependency.Condition condition(ProcessDefinition definition, Dependency dependency,
            Optional<ProcessDefinition> target) {
        if (dependency.condition().isPresent()) {
            return dependency.condition().get();
        }
        if (target.filter(ProcessSettings::isTask).isPresent()) {
            // A task is never up, so only its start and its end can be waited for.
            return definition.waitFor().filter(condition -> condition == Dependency.Condition.STARTED
                    || condition == Dependency.Condition.EXITED).orElse(Dependency.Condition.COMPLETED);
        }
        return definition.waitFor().orElse(target.flatMap(ProcessDefinition::healthCheck).isPresent()
                ? Dependency.Condition.HEALTHY
                : Dependency.Condition.RUNNING);
    }

    private static Map<String, ProcessDefinition> byId(Collection<ProcessDefinition> definitions) {
        Map<String, ProcessDefinition> byId = new TreeMap<>();
        definitions.forEach(definition -> byId.put(definition.id(), definition));
        return byId;
    }
}
