package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.TerminalSize;

/** Sends to the root of a process what a caller sends to the process. Called by the owner. */
final class RootInput {

    private static final Logger LOG = Logger.getLogger(RootInput.class);

    private RootInput() {
    }

    /** Sends a text, and completes the stage when the system has taken it. {@code root} is empty if the root is not alive. */
    static void send(String text, StartScope scope, Optional<StartedChild> root, CompletableFuture<Void> sent) {
        String processId = scope.launch().processId();
        if (root.isEmpty()) {
            sent.completeExceptionally(refusal(Reason.NOT_RUNNING, processId, "it is not alive"));
        } else if (!scope.input().isOpen()) {
            sent.completeExceptionally(refusal(Reason.INVALID, processId,
                    "its standard input is at its end, because stdin is none; set stdin=open"));
        } else {
            root.get().input().send(text).whenComplete((nothing, error) -> {
                if (error == null) {
                    sent.complete(null);
                } else {
                    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                    sent.completeExceptionally(refusal(Reason.NOT_RUNNING, processId, cause.getMessage()));
                }
            });
        }
    }

    static void resize(TerminalSize size, StartedChild root) {
        try {
            root.input().resize(size.columns(), size.rows());
        } catch (IOException e) {
            LOG.debug("cannot change the size of a terminal", e);
        }
    }

    private static ProcessException refusal(Reason reason, String processId, String why) {
        return new ProcessException(reason, processId, "cannot send to process '" + processId + "': " + why);
    }
}
