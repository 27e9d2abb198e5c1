package io.quarkiverse.processmanager.deployment;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Fails the build because of the configuration. The message says what to change, so the exception has no stack trace.
 * <p>
 * Quarkus prints the exception of a build step into the messages of the two exceptions around it. Without the two overridden
 * methods, a log would have the whole message three times; with them, the list of problems is there once, at the end.
 */
public final class Refusal extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    private Refusal(String message, Set<String> properties) {
        super(message, properties);
        setStackTrace(new StackTraceElement[0]);
    }

    /** The exception about problems of properties. */
    public static Refusal of(List<Problem> problems) {
        return new Refusal(ProblemText.ofProperties("cannot define the processes of the application", problems),
                ProblemText.fixable(problems));
    }

    /** The exception about problems that no property has, each a sentence. */
    static Refusal ofSentences(Collection<String> sentences) {
        return new Refusal(String.join("\n    ", sentences), Set.of());
    }

    /** Prints the first line only: {@link #toString()} has all lines. */
    @Override
    public void printStackTrace(PrintWriter writer) {
        writer.println(firstLine());
    }

    /** Prints the first line only: {@link #toString()} has all lines. */
    @Override
    public void printStackTrace(PrintStream stream) {
        stream.println(firstLine());
    }

    private String firstLine() {
        String first = getMessage().lines().findFirst().orElse("");
        return first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
    }
}
