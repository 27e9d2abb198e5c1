package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

/**
 * The definition as far as a builder understands its settings, and everything that {@code build()} would refuse. The
 * configuration needs both, to report the problems of all processes together; users see only {@code build()}. Java has no
 * friend packages, so the class of the builder hands in the function that reads a builder.
 */
public record Outcome(ProcessSettings definition, List<Problem> problems) {

    private static Function<ProcessDefinitionBuilder, Outcome> reader;

    public static void readWith(Function<ProcessDefinitionBuilder, Outcome> function) {
        reader = function;
    }

    /** The outcome of a builder as it is now. */
    public static Outcome of(ProcessDefinitionBuilder builder) {
        return reader.apply(builder);
    }

    /** Adds what is wrong with the definition, except consequences of a setting that was not understood. */
    public static Outcome of(ProcessSettings definition, List<Problem> notUnderstood) {
        Set<String> known = notUnderstood.stream().map(Problem::setting).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>(notUnderstood);
        DefinitionCheck.problems(definition).stream().filter(problem -> !known.contains(problem.setting()))
                .forEach(problems::add);
        return new Outcome(definition, List.copyOf(problems));
    }
}
