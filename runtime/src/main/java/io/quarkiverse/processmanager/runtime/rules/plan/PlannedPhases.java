package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

/**
 * Finds the start phase of each process of a plan: the declared one, else the one that its contribution to the configuration of the
 * application, its dependents and its dependencies require. A process that starts before the application needs its dependencies
 * then, and a process cannot start before the processes that it depends on.
 */
final class PlannedPhases {

    private static final String SETTING = "start-phase";

    private final Map<String, ProcessDefinition> definitions;
    private final Map<String, StartPhase> phases = new TreeMap<>();
    /** For each process whose phase follows from another process: that process. */
    private final Map<String, String> causes = new TreeMap<>();

    private PlannedPhases(Map<String, ProcessDefinition> definitions) {
        this.definitions = definitions;
        definitions.forEach((id, definition) -> definition.start().phase().or(() -> implied(definition))
                .ifPresent(phase -> phases.put(id, phase)));
        List.copyOf(phases.keySet()).stream().filter(id -> phases.get(id) == StartPhase.BEFORE_APP)
                .forEach(this::dependenciesStartBefore);
        List.copyOf(phases.keySet()).stream().filter(id -> phases.get(id) == StartPhase.AFTER_APP)
                .forEach(this::dependentsStartAfter);
    }

    /** The definitions in the same order, each with its phase. */
    static Map<String, ProcessDefinition> resolve(Map<String, ProcessDefinition> definitions) {
        PlannedPhases planned = new PlannedPhases(definitions);
        Map<String, ProcessDefinition> resolved = new LinkedHashMap<>();
        definitions.forEach((id, definition) -> resolved.put(id,
                ProcessSettings.of(definition).startingIn(planned.phaseOf(id))));
        return Collections.unmodifiableMap(resolved);
    }

    /** The processes that start in an earlier phase than a process that they depend on, one conflict for each pair. */
    static List<Conflict> conflicts(Map<String, ProcessDefinition> definitions) {
        PlannedPhases planned = new PlannedPhases(definitions);
        List<Conflict> conflicts = new ArrayList<>();
        definitions.forEach((id, definition) -> definition.dependencies().stream().map(Dependency::id)
                .filter(definitions::containsKey)
                .filter(other -> planned.phaseOf(other).compareTo(planned.phaseOf(id)) > 0)
                .forEach(other -> conflicts.add(planned.conflict(id, other))));
        return conflicts;
    }

    /** The configuration of the application points to the process, so the application uses the process at its start. */
    private static Optional<StartPhase> implied(ProcessDefinition definition) {
        return definition.start().auto() && !definition.config().isEmpty() ? Optional.of(StartPhase.BEFORE_APP)
                : Optional.empty();
    }

    private StartPhase phaseOf(String id) {
        return phases.getOrDefault(id, StartPhase.WITH_APP);
    }

    private void dependenciesStartBefore(String id) {
        for (Dependency dependency : definitions.get(id).dependencies()) {
            String other = dependency.id();
            if (definitions.containsKey(other) && phases.putIfAbsent(other, StartPhase.BEFORE_APP) == null) {
                causes.put(other, id);
                dependenciesStartBefore(other);
            }
        }
    }

    private void dependentsStartAfter(String id) {
        definitions.forEach((dependent, definition) -> {
            boolean depends = definition.dependencies().stream().anyMatch(dependency -> dependency.id().equals(id));
            if (depends && phases.putIfAbsent(dependent, StartPhase.AFTER_APP) == null) {
                causes.put(dependent, id);
                dependentsStartAfter(dependent);
            }
        });
    }

    private Conflict conflict(String id, String other) {
        String message = "'" + id + "' starts " + words(phaseOf(id)) + reason(id, "a dependency of ") + ", but depends on '"
                + other + "', which starts " + words(phaseOf(other)) + reason(other, "a dependent of ")
                + "; give both the same start-phase";
        boolean declared = definitions.get(id).start().phase().isPresent();
        return new Conflict(List.of(new Problem(id, declared ? SETTING : "depends-on", message),
                new Problem(other, SETTING, message)));
    }

    private String reason(String id, String relation) {
        ProcessDefinition definition = definitions.get(id);
        if (definition.start().phase().isEmpty() && implied(definition).isPresent()) {
            return " (because of its config)";
        }
        return Optional.ofNullable(causes.get(id)).map(cause -> " (as " + relation + "'" + cause + "')").orElse("");
    }

    private static String words(StartPhase phase) {
        return switch (phase) {
            case BEFORE_APP -> "before the application";
            case WITH_APP -> "with the application";
            case AFTER_APP -> "after the application";
        };
    }
}
