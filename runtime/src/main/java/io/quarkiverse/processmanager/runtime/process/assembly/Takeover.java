package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedRecord;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedStart;
import io.quarkiverse.processmanager.runtime.process.detached.PreviousInstance;
import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;

/**
 * Takes over what an earlier run of the application has left of a process: the process is adopted, or stopped before a new start.
 * Confined to the mailbox of its process.
 */
final class Takeover {

    /** The interval at which the root of an adopted process is polled. */
    private static final long POLL_MILLIS = 500;

    private final DetachedStart detachment;
    private final ProcessServices services;
    private final Executor mailbox;
    private final Listener listener;
    private Optional<PreviousInstance> previousInstance = Optional.empty();

    /** Receives the result, in the mailbox, and the exit of an adopted root. */
    interface Listener {

        /** Another run holds the process, or its state cannot be used. */
        void refused(StartFailure failure);

        /** The process of the earlier run has the same definition and is alive. */
        void adopt(DetachedRecord previous, ProcessId root) throws IOException;

        /** No process of an earlier run is alive. */
        void free();

        /** Processes of the earlier run survive the kill. */
        void notKilled(List<String> survivors);

        /** Whether the exit of the adopted root is of interest. */
        boolean awaitsExit();

        void adoptedRootEnded(StartedChild adopted, Exit exit);
    }

    Takeover(DetachedStart detachment, ProcessServices services, Executor mailbox, Listener listener) {
        this.detachment = detachment;
        this.services = services;
        this.mailbox = mailbox;
        this.listener = listener;
    }

    void begin(Aim aim) {
        try {
            if (!detachment.claim()) {
                listener.refused(new StartFailure(Reason.OWNED_BY_OTHER_RUN,
                        "it is detached, and another live run of this application holds it"));
                return;
            }
            Optional<DetachedRecord> previous = detachment.previous();
            Optional<ProcessId> root = previous.filter(detachment::isSameDefinition).flatMap(DetachedRecord::root)
                    .filter(services::isAlive);
            if (root.isPresent() && aim == Aim.WATCH) {
                listener.adopt(previous.orElseThrow(), root.get());
            } else {
                replace(previous, aim);
            }
        } catch (IOException e) {
            listener.refused(new StartFailure(Reason.SPAWN_FAILED, "cannot use its state: " + e));
        }
    }

    private void replace(Optional<DetachedRecord> previous, Aim aim) {
        PreviousInstance instance = new PreviousInstance(detachment.trace(previous), services.terminator(), services.timer(),
                listener::notKilled, () -> mailbox.execute(this::replaced));
        previousInstance = Optional.of(instance);
        if (aim == Aim.KILL) {
            instance.kill();
        } else {
            instance.stop();
        }
    }

    private void replaced() {
        previousInstance = Optional.empty();
        detachment.replaced();
        listener.free();
    }

    /** Kills the process of the earlier run while it is being stopped. */
    void kill() {
        previousInstance.ifPresent(PreviousInstance::kill);
    }

    /** Polls the root of an adopted process: a JVM receives no exit event for a process that is not its child. */
    void pollRoot(StartedChild adopted, Instant since) {
        services.timer().schedule(() -> mailbox.execute(() -> {
            if (!listener.awaitsExit()) {
                return;
            }
            if (services.isAlive(adopted.tree().root())) {
                pollRoot(adopted, since);
            } else {
                Instant now = Instant.now();
                listener.adoptedRootEnded(adopted, Exits.unknown(now, Duration.between(since, now)));
            }
        }), POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
}
