package io.quarkiverse.processmanager.probe;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * Runs a command: the process is healthy if the command exits with the expected exit code. The detail of a failure contains the
 * last lines that the command wrote. The command runs in the directory and with the environment of the process. When the check
 * times out or is cancelled, the whole process tree of the command is killed.
 *
 * @param words the program and its arguments, each passed unchanged; at least one word
 * @param expectedExitCode the healthy exit code
 */
public record CommandProbe(List<String> words, int expectedExitCode) implements Probe {

    /** The start of the command takes a part of it, and the timeout of the command begins after its start. */
    private static final long GRACE_MILLIS = 300;

    /**
     * Checks the words.
     *
     * @throws IllegalArgumentException if there is no word
     */
    public CommandProbe {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("cannot check with a command: the command is empty");
        }
    }

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        String program = words.get(0);
        CompletableFuture<ProbeResult> result = PendingCheck.of(context, this, GRACE_MILLIS);
        CompletableFuture<CommandResult> command = context.run(words).toCompletableFuture();
        command.whenComplete((ended, failure) -> {
            Optional<CommandTimeoutException> late = late(failure);
            if (late.isPresent()) {
                result.complete(
                        ProbeResult.failure(ProbeResult.late(this, context.timeout()).detail(), late.get().lastLines()));
            } else if (failure != null) {
                result.complete(ProbeResult.failure(program + " cannot be run: " + ConnectFailure.reason(failure)));
            } else if (ended.exitCode() == expectedExitCode) {
                result.complete(ProbeResult.success(program + " exited with " + ended.exitCode()));
            } else {
                result.complete(ProbeResult.failure(
                        program + " exited with " + ended.exitCode() + ", expected " + expectedExitCode, ended.lastLines()));
            }
        });
        result.whenComplete((answer, failure) -> command.cancel(true));
        return result;
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public String late() {
        return words.get(0) + " did not exit";
    }

    private static Optional<CommandTimeoutException> late(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandTimeoutException late) {
                return Optional.of(late);
            }
        }
        return Optional.empty();
    }

    /** Contains the program and the number of arguments. An argument can be a secret. */
    @Override
    public String toString() {
        return "CommandProbe[" + SecretText.mask(words.get(0)) + " with " + (words.size() - 1) + " arguments, expectedExitCode="
                + expectedExitCode + "]";
    }
}
