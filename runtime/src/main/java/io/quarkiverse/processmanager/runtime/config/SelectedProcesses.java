package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalChoice;
import io.quarkiverse.processmanager.runtime.definition.traits.Selection;
import io.quarkiverse.processmanager.runtime.definition.traits.Selection.Candidate;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

/** The definitions of which {@code quarkus.process-manager.only} and {@code except} choose those that start with the application. */
final class SelectedProcesses {

    private final List<ProcessDefinition> definitions = new ArrayList<>();

    /**
     * @param problems receives the names that are neither a tag nor an id
     */
    SelectedProcesses(CommonConfig common, List<ProcessDefinition> all, Problems problems) {
        Selection selection = new Selection(stripped(common.only()), stripped(common.except()));
        ExternalChoice elsewhere = ExternalChoice.of(common.external());
        if (selection.isAll() && elsewhere.names().isEmpty()) {
            definitions.addAll(all);
            return;
        }
        Map<String, Candidate> candidates = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        all.forEach(process -> {
            candidates.put(process.id(),
                    new Candidate(process.tags(), process.dependencies().stream().map(Dependency::id).toList()));
            names.add(process.id());
            names.addAll(process.tags());
        });
        check("only", selection.only(), names, problems);
        check("except", selection.except(), names, problems);
        check("external", elsewhere.unknown(names), names, problems);
        if (selection.isAll()) {
            definitions.addAll(all);
            return;
        }
        Set<String> chosen = selection.of(candidates);
        all.forEach(process -> definitions.add(chosen.contains(process.id())
                || !process.start().auto() && !process.start().schedule().isSet() ? process
                        : ProcessSettings.of(process).onDemand()));
    }

    private static Set<String> stripped(Optional<Set<String>> given) {
        Set<String> names = new TreeSet<>();
        given.orElse(Set.of()).stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(names::add);
        return names;
    }

    private static void check(String setting, Set<String> given, Set<String> names, Problems problems) {
        given.stream().filter(name -> !names.contains(name))
                .forEach(name -> problems.add(setting, "'" + name + "' is neither a tag nor the id of a process"
                        + Suggestion.of(name, names)));
    }

    List<ProcessDefinition> definitions() {
        return definitions;
    }
}
