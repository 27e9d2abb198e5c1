package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

/**
 * The result of a builder: its definition, and all problems for which {@code build()} would throw. The configuration uses both,
 * in order to report the problems of all processes together.
 * <p>
 * {@link #of(ProcessDefinitionBuilder)} gives the internal packages access to a builder that users do not have: a public method
 * of the builder would be part of the API. The static initializer of the builder registers a function here that reads a
 * builder. A caller of {@code of} has a builder, so that initializer has run. No access in the other direction exists.
 *
 * @param definition the definition from the valid settings; an invalid setting has its default
 * @param problems all problems of the settings and of the definition
 */
public record Outcome(ProcessSettings definition, List<Problem> problems) {

    private static Function<ProcessDefinitionBuilder, Outcome> reader;

    /** Registers the function that reads a builder. Only the static initializer of the builder calls this method. */
    public static void registerReader(Function<ProcessDefinitionBuilder, Outcome> function) {
        reader = function;
    }

    /** The outcome of the current settings of a builder. */
    public static Outcome of(ProcessDefinitionBuilder builder) {
        return reader.apply(builder);
    }

    /**
     * The definition with the problems of its settings and of the definition, without a second problem for an invalid setting.
     */
    public static Outcome of(ProcessSettings definition, List<Problem> settingProblems) {
        Set<String> known = settingProblems.stream().map(Problem::setting).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>(settingProblems);
        DefinitionCheck.problems(definition).stream().filter(problem -> !known.contains(problem.setting()))
                .forEach(problems::add);
        return new Outcome(definition, List.copyOf(problems));
    }
}
