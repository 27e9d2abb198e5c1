package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Sends a signal that a caller requests to the root of a process. */
final class RootSignal {

    private static final Set<String> EVERYWHERE = Set.of("TERM", "KILL");

    private RootSignal() {
    }

    /** Sends the signal, and completes the stage. {@code root} is empty if the root is not alive. */
    static void send(String name, StartScope scope, Optional<StartedChild> root, CompletableFuture<Void> sent) {
        String processId = scope.launch().processId();
        try {
            send(name, processId, root.orElseThrow(() -> notAlive(processId)), scope.services());
            sent.complete(null);
        } catch (RuntimeException | Error e) {
            sent.completeExceptionally(e);
        }
    }

    /**
     * Sends the signal to the root: in the native way through the descriptor of the process, otherwise right after a check that
     * the pid still belongs to the root.
     *
     * @throws ProcessException if the signal does not exist, the root is not alive or the signal cannot be sent
     */
    private static void send(String name, String processId, StartedChild child, ProcessServices services) {
        if (!Signals.isName(name)) {
            throw refusal(Reason.INVALID, processId,
                    "'" + name + "' is not the name of a signal, such as TERM, HUP or RTMIN+3");
        }
        if (!services.watchdog().hasSignals() && !EVERYWHERE.contains(name)) {
            throw refusal(Reason.INVALID, processId, "this system has no signal " + name + ", only TERM and KILL");
        }
        ProcessId root = child.tree().root();
        if (!services.isAlive(root)) {
            throw notAlive(processId);
        }
        boolean sent = child.tree().direct().map(process -> process.signal(Signals.linuxNumber(name).orElseThrow()))
                .orElseGet(() -> services.watchdog().send(Signals.forShell(name), List.of(root.pid())));
        if (!sent) {
            throw refusal(Reason.NOT_PERMITTED, processId, "the signal could not be sent");
        }
    }

    private static ProcessException notAlive(String processId) {
        return refusal(Reason.NOT_RUNNING, processId, "it is not alive");
    }

    private static ProcessException refusal(Reason reason, String processId, String why) {
        return new ProcessException(reason, processId, "cannot signal process '" + processId + "': " + why);
    }
}
