package io.quarkiverse.processmanager.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * A process is well from the first line of its output on in which the regular expression is found, until it is started again.
 *
 * @param regex the regular expression; it may be found anywhere in a line
 */
public record LogProbe(String regex) implements Probe {

    /**
     * @throws java.util.regex.PatternSyntaxException if it is not a regular expression
     */
    public LogProbe {
        Pattern.compile(regex);
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        CompletableFuture<ProbeResult> result = PendingCheck.of(context, "no line of output with '" + regex + "'");
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
}
