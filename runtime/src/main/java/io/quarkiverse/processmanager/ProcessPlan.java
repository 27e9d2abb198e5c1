package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.smallrye.common.annotation.Experimental;

/**
 * The plan of a start of all processes: a dry run. Values that a name identifies as secrets are masked. {@link #toString()} is
 * for people. Immutable.
 *
 * @param steps one step for each process, each after the steps of its dependencies
 */
@Experimental("The steps may get further components")
public record ProcessPlan(List<Step> steps) {

    public ProcessPlan {
        steps = List.copyOf(steps);
    }

    /**
     * The start of one process.
     *
     * @param id the id of the process
     * @param waitsFor the dependencies with their conditions, by id, in the order of the definition
     * @param words the program and its arguments; with {@code shell} the script and its arguments
     * @param shell whether {@code sh -c} runs the first word
     * @param directory the working directory, absolute
     * @param environment the variables set for the process, including {@code PORT}, without the inherited variables
     * @param inheritsEnvironment whether the process also gets the environment of the application
     * @param pattern the pattern, with the settings that come from it
     * @param inherited the settings that the process takes from the process that it extends, or from the defaults of all processes,
     *        each with the property that has it: {@code restart.max} has {@code quarkus.process-manager.defaults.restart.max}
     */
    public record Step(String id, Map<String, Dependency.Condition> waitsFor, List<String> words, boolean shell, Path directory,
            Map<String, String> environment, boolean inheritsEnvironment, Optional<AppliedPattern> pattern,
            Map<String, String> inherited) {

        public Step {
            waitsFor = Collections.unmodifiableMap(new LinkedHashMap<>(waitsFor));
            words = List.copyOf(words);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            inherited = Collections.unmodifiableMap(new LinkedHashMap<>(inherited));
        }

        /** The start in a few lines for people. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(id);
            if (!waitsFor.isEmpty()) {
                text.append(waitsFor.entrySet().stream()
                        .map(other -> other.getKey() + ":" + other.getValue().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", " after ", "")));
            }
            text.append("\n    command: ").append(shell ? "sh -c " : "").append(String.join(" ", words));
            text.append("\n    directory: ").append(SecretText.mask(directory.toString()));
            text.append("\n    environment: ").append(inheritsEnvironment ? "that of the application" : "empty");
            environment.forEach((name, value) -> text.append("\n        ").append(name).append('=').append(value));
            pattern.ifPresent(some -> {
                text.append("\n    pattern: ").append(some.name());
                some.settings().forEach((name, value) -> text.append("\n        ").append(name).append('=').append(value));
            });
            if (!inherited.isEmpty()) {
                text.append("\n    inherited:");
                inherited.forEach((name, property) -> text.append("\n        ").append(name).append(" from ").append(property));
            }
            return text.toString();
        }
    }

    /** All steps, numbered, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (Step step : steps) {
            text.append(number++).append(". ").append(step).append('\n');
        }
        return text.toString();
    }
}
