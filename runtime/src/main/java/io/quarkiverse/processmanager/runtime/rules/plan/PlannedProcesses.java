package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

/**
 * The declared processes and the processes that code has created; together they are the plan. Immutable: each change returns
 * another value, or is refused.
 */
public final class PlannedProcesses {

    /** No processes. */
    public static final PlannedProcesses EMPTY = new PlannedProcesses(Plan.EMPTY, Map.of(), Plan.EMPTY);

    private final Plan declared;
    private final Map<String, Created> created;
    private final Plan plan;

    /** A process that code has created; {@code inherited} if the code of an earlier application has. */
    private record Created(ProcessDefinition definition, boolean inherited) {
    }

    /** The next value, and the processes that it drops because one of their dependencies is gone. */
    public record Change(PlannedProcesses processes, List<Problem> dropped) {
    }

    /** {@code plan} is the plan of the declared and the created processes together. */
    private PlannedProcesses(Plan declared, Map<String, Created> created, Plan plan) {
        this.declared = declared;
        this.created = Collections.unmodifiableMap(new LinkedHashMap<>(created));
        this.plan = plan;
    }

    /** The plan of all processes. */
    public Plan plan() {
        return plan;
    }

    public boolean isDeclared(String id) {
        return declared.find(id).isPresent();
    }

    /** Replaces the declared processes. A declared process replaces a created one with its id. */
    public Change declare(Plan following) {
        Plan next = ScaledPlan.of(following, declared);
        Map<String, Created> left = new LinkedHashMap<>(created);
        left.keySet().removeAll(next.ids());
        return withoutUnfit(next, left);
    }

    /**
     * Replaces the replicas of a process by others.
     *
     * @param replicas all replicas that there are from now on; none removes the process
     * @throws ProcessException with {@link Reason#NOT_FOUND}, {@link Reason#EXISTS} or {@link Reason#HAS_DEPENDENTS}
     */
    public PlannedProcesses resize(String group, List<ProcessDefinition> replicas) {
        List<String> before = plan.replicas(group);
        if (before.isEmpty()) {
            throw new ProcessException(Reason.NOT_FOUND, group, "Process not found: " + group
                    + Suggestion.of(group, plan.groups().keySet()));
        }
        Set<String> after = replicas.stream().map(ProcessDefinition::id).collect(Collectors.toSet());
        for (String id : after) {
            if (!before.contains(id) && plan.isTaken(id)) {
                throw new ProcessException(Reason.EXISTS, group,
                        "cannot scale process '" + group + "': there is another process with the id '" + id + "'");
            }
        }
        if (after.isEmpty()) {
            refuseToRemove(group, before.stream().flatMap(id -> plan.dependents(id).stream().filter(other -> needs(other, id)))
                    .distinct().toList());
        }
        boolean inherited = before.stream().map(created::get).anyMatch(one -> one != null && one.inherited());
        Map<String, Created> nextCreated = new LinkedHashMap<>(created);
        nextCreated.keySet().removeAll(before);
        Plan nextDeclared = declared;
        if (declared.replicas(group).isEmpty()) {
            replicas.forEach(one -> nextCreated.put(one.id(), new Created(one, inherited)));
        } else {
            List<ProcessDefinition> given = new ArrayList<>(declared.given());
            given.removeIf(one -> before.contains(one.id()));
            given.addAll(replicas);
            nextDeclared = Plan.ofChecked(given);
        }
        return new PlannedProcesses(nextDeclared, nextCreated, Plan.ofChecked(union(nextDeclared, nextCreated)));
    }

    /** The application ends: only the created processes stay that are kept on a reload. */
    public Change detach() {
        Map<String, Created> left = new LinkedHashMap<>();
        created.forEach((id, one) -> {
            if (one.definition().keepOnReload()) {
                left.put(id, new Created(one.definition(), true));
            }
        });
        return withoutUnfit(declared, left);
    }

    /**
     * Adds all of these processes. The definition of an inherited process may change.
     *
     * @throws ProcessException with {@link Reason#EXISTS} or {@link Reason#INVALID}
     */
    public PlannedProcesses create(Collection<ProcessDefinition> definitions) {
        Map<String, Created> next = new LinkedHashMap<>(created);
        Set<String> added = new HashSet<>();
        for (ProcessDefinition definition : definitions) {
            CreationCheck.check(definition);
            ProcessDefinition known = declared.findGiven(definition.id()).orElse(null);
            Created before = next.get(definition.id());
            if (before != null && !before.inherited()) {
                known = before.definition();
            }
            if (known == null) {
                next.put(definition.id(), new Created(definition, false));
                added.add(definition.id());
            } else if (!known.equals(definition) && plan.find(definition.id()).filter(definition::equals).isEmpty()) {
                throw new ProcessException(Reason.EXISTS, definition.id(), "cannot create process '" + definition.id()
                        + "': there is one with this id and another definition; remove it first");
            }
        }
        if (isOneApart(definitions, added)) {
            return new PlannedProcesses(declared, next, plan.with(definitions.iterator().next()));
        }
        List<Conflict> conflicts = Plan.conflicts(union(declared, next));
        if (!conflicts.isEmpty()) {
            throw CreationCheck.refusal(conflicts, added);
        }
        return new PlannedProcesses(declared, next, Plan.ofChecked(union(declared, next)));
    }

    /** Whether one process is new that needs no check beside the others. Code often creates many of these, one after the other. */
    private boolean isOneApart(Collection<ProcessDefinition> definitions, Set<String> added) {
        return definitions.size() == 1 && added.size() == 1
                && definitions.stream().allMatch(one -> plan.find(one.id()).isEmpty() && plan.isApart(one));
    }

    /**
     * Removes a process.
     *
     * @throws ProcessException with {@link Reason#NOT_FOUND} or {@link Reason#HAS_DEPENDENTS}
     */
    public PlannedProcesses remove(String id) {
        if (plan.find(id).isEmpty()) {
            throw new ProcessException(Reason.NOT_FOUND, id, "Process not found: " + id + Suggestion.of(id, plan.ids()));
        }
        Replicas.group(plan.find(id).get()).ifPresent(group -> {
            throw new ProcessException(Reason.INVALID, id, "cannot remove process '" + id + "': it is a replica of '" + group
                    + "'; scale that process, or remove it");
        });
        refuseToRemove(id, plan.dependents(id).stream().filter(other -> needs(other, id)).toList());
        // Nothing needs the process, so what is left is valid without another check.
        Map<String, Created> lessCreated = new LinkedHashMap<>(created);
        lessCreated.remove(id);
        if (!isDeclared(id) && plan.isApart(plan.findGiven(id).orElseThrow())) {
            return new PlannedProcesses(declared, lessCreated, plan.without(id));
        }
        Plan lessDeclared = Plan.ofChecked(declared.given().stream().filter(one -> !one.id().equals(id)).toList());
        return new PlannedProcesses(lessDeclared, lessCreated, Plan.ofChecked(union(lessDeclared, lessCreated)));
    }

    private static void refuseToRemove(String id, List<String> dependents) {
        if (!dependents.isEmpty()) {
            throw new ProcessException(Reason.HAS_DEPENDENTS, id, "cannot remove process '" + id + "': it is needed by "
                    + String.join(", ", dependents) + "; remove what depends on it first");
        }
    }

    private boolean needs(String dependent, String id) {
        return plan.find(dependent).orElseThrow().dependencies().stream()
                .anyMatch(dependency -> dependency.id().equals(id) && !dependency.mayBeAbsent());
    }

    /**
     * Drops the created processes that have problems or cause those of declared ones, until no problem is left: each one
     * dropped can be a dependency of others.
     */
    private static Change withoutUnfit(Plan declared, Map<String, Created> candidates) {
        Map<String, Created> left = new LinkedHashMap<>(candidates);
        List<Problem> dropped = new ArrayList<>();
        boolean again = !left.isEmpty();
        while (again) {
            List<Problem> unfit = unfit(Plan.conflicts(union(declared, left)), left.keySet());
            unfit.forEach(problem -> left.remove(problem.processId()));
            again = dropped.addAll(unfit);
        }
        Plan plan = left.isEmpty() ? declared : Plan.ofChecked(union(declared, left));
        return new Change(new PlannedProcesses(declared, left, plan), List.copyOf(dropped));
    }

    /** The problems of the processes to drop, one of each conflict; a process that is dropped may end several conflicts. */
    private static List<Problem> unfit(List<Conflict> conflicts, Set<String> created) {
        Map<String, Problem> unfit = new LinkedHashMap<>();
        for (Conflict conflict : conflicts) {
            if (conflict.problemOf(unfit.keySet()).isEmpty()) {
                conflict.problemOf(created).ifPresent(problem -> unfit.put(problem.processId(), problem));
            }
        }
        return List.copyOf(unfit.values());
    }

    private static Collection<ProcessDefinition> union(Plan declared, Map<String, Created> created) {
        List<ProcessDefinition> all = new ArrayList<>(declared.given());
        created.values().forEach(one -> all.add(one.definition()));
        return all;
    }
}
