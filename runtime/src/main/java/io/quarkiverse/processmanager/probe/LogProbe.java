package io.quarkiverse.processmanager.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.runtime.safe.SecretText;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

/**
 * Searches the output: the process is healthy from the first line that contains a match of the regular expression, until its
 * next start.
 *
 * @param regex the regular expression; a match anywhere in a line is enough
 */
public record LogProbe(String regex) implements Probe {

    /**
     * Checks the regular expression.
     *
     * @throws java.util.regex.PatternSyntaxException if the text is not a regular expression, or its counted repetitions multiply
     *         to more than 10 million
     */
    public LogProbe {
        TimedPattern.of(regex);
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        CompletableFuture<ProbeResult> result = PendingCheck.of(context, this);
        CompletableFuture<String> line = context.firstLine(regex).toCompletableFuture();
        line.whenComplete((found, failure) -> {
            if (failure == null) {
                result.complete(ProbeResult.success("'" + regex + "' was found in the output"));
            } else {
                result.complete(ProbeResult.failure("the output cannot be searched: " + ConnectFailure.reason(failure)));
            }
        });
        result.whenComplete((answer, failure) -> line.cancel(false));
        return result;
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return "no line of output with '" + regex + "'";
    }

    /** The expression can contain a secret. */
    @Override
    public String toString() {
        return "LogProbe[regex=" + SecretText.mask(regex) + "]";
    }
}
