package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * The processes that are declared and those that code has created, which together are the plan. It never changes: each step
 * gives another one, or refuses.
 */
public final class PlannedProcesses {

    /** Nobody. */
    public static final PlannedProcesses EMPTY = new PlannedProcesses(Map.of(), Map.of());

    private final Map<String, ProcessDefinition> declared;
    private final Map<String, Created> created;
    private final Plan plan;

    /** One that code has created; it is {@code inherited} if an application has done so that has gone since. */
    private record Created(ProcessDefinition definition, boolean inherited) {
    }

    /** The next roster, and whom it leaves out because something that it needs is not there any more. */
    public record Change(PlannedProcesses processes, List<Problem> dropped) {
    }

    private PlannedProcesses(Map<String, ProcessDefinition> declared, Map<String, Created> created) {
        this.declared = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
        this.created = Collections.unmodifiableMap(new LinkedHashMap<>(created));
        this.plan = Plan.of(union(declared, created));
    }

    /** All of them together. */
    public Plan plan() {
        return plan;
    }

    public boolean isDeclared(String id) {
        return declared.containsKey(id);
    }

    /** Other processes are declared from now on; one that code has created gives way to a declared one with its id. */
    public Change declare(Plan next) {
        Map<String, Created> left = new LinkedHashMap<>(created);
        left.keySet().removeAll(next.ids());
        return withoutUnfit(next.definitions().stream().collect(Collectors.toMap(ProcessDefinition::id, one -> one)), left);
    }

    /** The application goes; of those that it has created, the ones stay that are kept on a reload. */
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
     * Adds all of these. What an application before this one has created may become another.
     *
     * @throws ProcessException with {@link Reason#EXISTS} or {@link Reason#INVALID}
     */
    public PlannedProcesses create(Collection<ProcessDefinition> definitions) {
        Map<String, Created> next = new LinkedHashMap<>(created);
        for (ProcessDefinition definition : definitions) {
            CreationCheck.check(definition);
            ProcessDefinition known = declared.get(definition.id());
            Created before = next.get(definition.id());
            if (before != null && !before.inherited()) {
                known = before.definition();
            }
            if (known == null) {
                next.put(definition.id(), new Created(definition, false));
            } else if (!known.equals(definition)) {
                throw new ProcessException(Reason.EXISTS, definition.id(), "cannot create process '" + definition.id()
                        + "': there is one with this id and another definition; remove it first");
            }
        }
        List<Problem> problems = Plan.problems(union(declared, next));
        if (!problems.isEmpty()) {
            throw CreationCheck.refusal(problems);
        }
        return new PlannedProcesses(declared, next);
    }

    /**
     * Takes one away.
     *
     * @throws ProcessException with {@link Reason#NOT_FOUND} or {@link Reason#NEEDED}
     */
    public PlannedProcesses remove(String id) {
        if (plan.find(id).isEmpty()) {
            throw new ProcessException(Reason.NOT_FOUND, id, "Process not found: " + id + Suggestion.of(id, plan.ids()));
        }
        List<String> dependents = plan.dependents(id);
        if (!dependents.isEmpty()) {
            throw new ProcessException(Reason.NEEDED, id, "cannot remove process '" + id + "': it is needed by "
                    + String.join(", ", dependents) + "; remove what depends on it first");
        }
        Map<String, ProcessDefinition> lessDeclared = new LinkedHashMap<>(declared);
        Map<String, Created> lessCreated = new LinkedHashMap<>(created);
        lessDeclared.remove(id);
        lessCreated.remove(id);
        return new PlannedProcesses(lessDeclared, lessCreated);
    }

    /** What goes can take others with it, so it looks again until all that is left fits together. */
    private static Change withoutUnfit(Map<String, ProcessDefinition> declared, Map<String, Created> candidates) {
        Map<String, Created> left = new LinkedHashMap<>(candidates);
        List<Problem> dropped = new ArrayList<>();
        boolean again = true;
        while (again) {
            again = false;
            for (Problem problem : Plan.problems(union(declared, left))) {
                if (left.remove(problem.processId()) != null) {
                    dropped.add(problem);
                    again = true;
                }
            }
        }
        return new Change(new PlannedProcesses(declared, left), List.copyOf(dropped));
    }

    private static Collection<ProcessDefinition> union(Map<String, ProcessDefinition> declared, Map<String, Created> created) {
        List<ProcessDefinition> all = new ArrayList<>(declared.values());
        created.values().forEach(one -> all.add(one.definition()));
        return all;
    }
}
