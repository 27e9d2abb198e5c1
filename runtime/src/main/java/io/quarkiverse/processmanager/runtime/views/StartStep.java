package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StartPhase;

/**
 * When a process starts at the start of its application, and why then.
 *
 * @param step processes with the same number can start at the same time, later ones have higher numbers; empty if the process
 *        waits for a command
 * @param auto whether the process starts by its own setting
 * @param startedBy the processes that start with the application and depend on this one, if it does not start by its own setting
 * @param waitsFor the dependencies, with the conditions they must meet
 */
public record StartStep(String id, OptionalInt step, StartPhase phase, boolean auto, List<String> startedBy,
        Map<String, Dependency.Condition> waitsFor) {

    /**
     * One step for each process, in the order of their numbers, and in the order of the rows for the same number. Those that wait
     * for a command stand at the end.
     */
    public static List<StartStep> of(Rows rows) {
        Map<String, ProcessDefinition> definitions = new LinkedHashMap<>();
        rows.definitions().forEach(definition -> definitions.put(definition.id(), definition));
        Set<String> started = new HashSet<>();
        definitions.values().stream().filter(definition -> definition.start().auto())
                .forEach(definition -> addWithDependencies(definition.id(), rows.waitsFor(), started));
        Map<String, Integer> numbers = numbers(definitions, rows.waitsFor(), started);
        List<StartStep> steps = new ArrayList<>();
        definitions.forEach((id, definition) -> {
            boolean auto = definition.start().auto();
            List<String> startedBy = auto ? List.of()
                    : started.stream().filter(other -> rows.waitsFor().getOrDefault(other, Map.of()).containsKey(id)).sorted()
                            .toList();
            steps.add(new StartStep(id, started.contains(id) ? OptionalInt.of(numbers.get(id)) : OptionalInt.empty(),
                    phase(definition), auto, startedBy, rows.waitsFor().getOrDefault(id, Map.of())));
        });
        steps.sort((one, other) -> Integer.compare(one.step().orElse(Integer.MAX_VALUE),
                other.step().orElse(Integer.MAX_VALUE)));
        return List.copyOf(steps);
    }

    private static void addWithDependencies(String id, Map<String, Map<String, Dependency.Condition>> waitsFor,
            Set<String> started) {
        if (started.add(id)) {
            waitsFor.getOrDefault(id, Map.of()).keySet().forEach(other -> addWithDependencies(other, waitsFor, started));
        }
    }

    /** The rows have each process after its dependencies. A process that starts after the application comes after all others. */
    private static Map<String, Integer> numbers(Map<String, ProcessDefinition> definitions,
            Map<String, Map<String, Dependency.Condition>> waitsFor, Set<String> started) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (boolean later : new boolean[] { false, true }) {
            int before = later ? numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0) : 0;
            definitions.forEach((id, definition) -> {
                if (started.contains(id) && later == (phase(definition) == StartPhase.AFTER_APP)) {
                    numbers.put(id, 1 + Math.max(before, waitsFor.getOrDefault(id, Map.of()).keySet().stream()
                            .mapToInt(other -> numbers.getOrDefault(other, 0)).max().orElse(0)));
                }
            });
        }
        return numbers;
    }

    private static StartPhase phase(ProcessDefinition definition) {
        return definition.start().phase().orElse(StartPhase.WITH_APP);
    }
}
