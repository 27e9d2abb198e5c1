package io.quarkiverse.processmanager.probe;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A process is well when a command returns the expected exit code.
 *
 * @param words the program and its arguments
 * @param expectedExitCode the exit code that means well
 */
public record CommandProbe(List<String> words, int expectedExitCode) implements Probe {

    public CommandProbe {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command check needs a command");
        }
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        String program = words.get(0);
        CompletableFuture<ProbeResult> result = PendingCheck.of(context, program + " did not end");
        CompletableFuture<Integer> exitCode = context.run(words).toCompletableFuture();
        exitCode.whenComplete((code, failure) -> {
            if (failure != null) {
                result.complete(ProbeResult.failure(program + " cannot be run: " + ConnectFailure.reason(failure)));
            } else if (code == expectedExitCode) {
                result.complete(ProbeResult.success(program + " exited with " + code));
            } else {
                result.complete(ProbeResult.failure(
                        program + " exited with " + code + ", expected " + expectedExitCode));
            }
        });
        result.whenComplete((answer, failure) -> exitCode.cancel(true));
        return result;
    }

    /** Names the program only. Arguments can be secrets. */
    @Override
    public String toString() {
        return "CommandProbe[" + words.get(0) + " with " + (words.size() - 1) + " arguments, expectedExitCode="
                + expectedExitCode + "]";
    }
}
