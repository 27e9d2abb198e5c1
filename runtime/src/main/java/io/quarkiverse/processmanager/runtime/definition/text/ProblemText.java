package io.quarkiverse.processmanager.runtime.definition.text;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.safe.SecretName;

/** The message of an exception that reports all problems at once. */
public final class ProblemText {

    /** The settings whose values are texts of a user, which can contain a secret. */
    private static final Pattern TEXT = Pattern
            .compile(".*\\.(env|config|headers|commands?|args|name|url|path|file|grpc|log|java-options)([.\\[].*)?",
                    Pattern.DOTALL);

    private ProblemText() {
    }

    /**
     * {@code cannot create process 'db': restart.delay -1 s is negative; ...}: the problems of one definition, with the setting
     * in front of each.
     *
     * @param action completes the sentence, such as {@code create}
     */
    public static String ofSettings(String action, String processId, List<Problem> problems) {
        return inline(action, processId, problems, one -> (one.setting() + " " + one.message()).strip());
    }

    /**
     * {@code cannot plan process 'a': Circular dependency: ...}: the problems between processes. A problem of another process
     * starts with its property.
     */
    public static String ofDependencies(String action, String processId, List<Problem> problems) {
        return inline(action, processId, problems,
                one -> one.processId().equals(processId) ? one.message() : one.toString());
    }

    /** One line for each problem, with its property, below a heading such as {@code cannot start the processes}. */
    public static String ofProperties(String heading, List<Problem> problems) {
        String count = problems.size() == 1 ? ", there is a problem:" : ", there are " + problems.size() + " problems:";
        return problems.stream().map(one -> "\n    " + one).collect(Collectors.joining("", heading + count, ""));
    }

    /**
     * The properties of the problems that the error page of Quarkus offers in a form. The page shows the present value of each, in
     * clear, and writes it to a file. So the properties are not among them whose values can contain a secret.
     */
    public static Set<String> fixable(List<Problem> problems) {
        return problems.stream().map(Problem::property)
                .filter(property -> !SecretName.mentionsSecret(property) && !TEXT.matcher(property).matches())
                .collect(Collectors.toSet());
    }

    private static String inline(String action, String processId, List<Problem> problems, Function<Problem, String> text) {
        return problems.stream().map(text)
                .collect(Collectors.joining("; ", "cannot " + action + " process '" + processId + "': ", ""));
    }
}
