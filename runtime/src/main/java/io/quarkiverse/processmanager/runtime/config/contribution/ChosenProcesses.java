package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.definition.traits.Selection;
import io.quarkiverse.processmanager.runtime.definition.traits.Selection.Candidate;
import io.smallrye.config.NameIterator;

/**
 * Whether {@code quarkus.process-manager.only} and {@code except} choose a process, or a process that needs it. Decided by
 * properties, because a configuration that is being created has no mappings.
 */
final class ChosenProcesses {

    private static final String PROCESSES = "quarkus.processes.";
    private static final String COMMON = "quarkus.process-manager.";

    private ChosenProcesses() {
    }

    static Predicate<String> in(ConfigView config) {
        Selection selection = new Selection(list(config, COMMON + "only"), list(config, COMMON + "except"));
        if (selection.isAll()) {
            return id -> true;
        }
        Map<String, String> prefixes = new TreeMap<>();
        for (Iterator<String> names = config.names(); names.hasNext();) {
            String name = names.next();
            NameIterator segments = name.startsWith(PROCESSES) ? new NameIterator(name, PROCESSES.length() - 1) : null;
            if (segments != null && segments.hasNext()) {
                String id = segments.getNextSegment();
                segments.next();
                prefixes.putIfAbsent(id, name.substring(0, segments.getPosition()) + ".");
            }
        }
        Map<String, Candidate> candidates = new TreeMap<>();
        prefixes.forEach((id, prefix) -> candidates.put(id, new Candidate(list(config, prefix + "tags"),
                list(config, prefix + "depends-on").stream().map(entry -> entry.split("[:?]", 2)[0].strip()).toList())));
        return selection.of(candidates)::contains;
    }

    /** The elements of a list on one line, or with one property for each element. */
    private static Set<String> list(ConfigView config, String property) {
        Set<String> elements = new TreeSet<>();
        Optional.ofNullable(config.value(property)).ifPresent(line -> elements.addAll(split(line)));
        Optional<String> element = Optional.ofNullable(config.value(property + "[0]"));
        for (int i = 1; element.isPresent(); i++) {
            elements.add(element.get().strip());
            element = Optional.ofNullable(config.value(property + "[" + i + "]"));
        }
        return elements;
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.split(",")).map(String::strip).filter(text -> !text.isEmpty()).collect(Collectors.toList());
    }
}
