package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedRecord;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedStart;
import io.quarkiverse.processmanager.runtime.process.detached.PreviousInstance;
import io.quarkiverse.processmanager.runtime.process.output.FileCapture;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;

/**
 * Takes over what an earlier run of the application has left of a process: the process is adopted, or stopped before a new start.
 * Reads and writes files, so it runs on threads of the pool.
 */
final class Takeover {

    /** The category of all other lines about the start of a process. */
    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final StartScope scope;
    private final DetachedStart detachment;
    private final StopSequence stop;
    private final Listener listener;
    private volatile Optional<PreviousInstance> previousInstance = Optional.empty();

    /** Receives the result, on the calling thread or on that of the owner. */
    interface Listener {

        /** Another run holds the process, or its state cannot be used. */
        void refused(StartFailure failure);

        /** The process of the earlier run has the same definition and is alive. */
        void adopted(StartedChild child, Instant since);

        /** No process of an earlier run is alive. */
        void free();

        /** Processes of the earlier run survive the kill. */
        void notKilled(List<String> survivors);
    }

    Takeover(StartScope scope, StopSequence stop, Listener listener) {
        this.scope = scope;
        this.detachment = scope.detachment();
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * Begins with the search for the process of an earlier run.
     *
     * @param output receives the output of an adopted process
     * @param observer observes the tree of an adopted process
     */
    void begin(OutputCapture output, ProcessTree.Observer observer) {
        try {
            if (!detachment.claim()) {
                listener.refused(new StartFailure(Reason.OWNED_BY_OTHER_RUN,
                        "it is detached, and another live run of this application holds it"));
                return;
            }
            Optional<DetachedRecord> previous = detachment.previous();
            Optional<ProcessId> root = previous.filter(detachment::isSameDefinition).flatMap(DetachedRecord::root)
                    .filter(scope.services()::isAlive);
            if (root.isPresent() && scope.isWanted()) {
                adopt(previous.orElseThrow(), root.get(), output, observer);
            } else {
                replace(previous);
            }
        } catch (IOException e) {
            listener.refused(new StartFailure(Reason.SPAWN_FAILED, "cannot use its state: " + e));
        }
    }

    private void adopt(DetachedRecord previous, ProcessId root, OutputCapture output, ProcessTree.Observer observer)
            throws IOException {
        if (output instanceof FileCapture direct) {
            direct.attach(previous.output());
        }
        Instant since = scope.services().startOf(root);
        detachment.adopted(previous, stop.policy());
        scope.data().adopted(root);
        scope.watch(root, stop.signal());
        LOG.infof("process '%s' is adopted from an earlier run of the application, with pid %d", scope.launch().processId(),
                root.pid());
        ProcessTree tree = new ProcessTree(detachment.marker(), root, Optional.empty(), observer);
        listener.adopted(StartedChild.adopted(tree, since), since);
    }

    private void replace(Optional<DetachedRecord> previous) {
        PreviousInstance instance = new PreviousInstance(detachment.trace(previous), scope.services().terminator(),
                scope.services().timer(), listener::notKilled, () -> scope.services().pool().execute(this::replaced));
        previousInstance = Optional.of(instance);
        // In this order: a kill after this check finds the instance.
        if (scope.aim().get() == Aim.KILL) {
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

    /** Kills the process of the earlier run while it is being stopped. Called from any thread. */
    void kill() {
        previousInstance.ifPresent(PreviousInstance::kill);
    }
}
