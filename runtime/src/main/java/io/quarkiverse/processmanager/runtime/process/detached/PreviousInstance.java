package io.quarkiverse.processmanager.runtime.process.detached;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.StopRequest;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.time.Durations;

/** The instance of a detached process that an earlier run of the application has left, while it is being stopped. */
public final class PreviousInstance implements ProcessTree.Observer {

    /** The grace period of a process whose record is missing. */
    private static final Duration UNKNOWN_GRACE = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(PreviousInstance.class);

    private final String processId;
    private final ProcessTree tree;
    private final TreeTerminator terminator;
    private final ScheduledExecutorService timer;
    private final Consumer<List<String>> notKilled;
    private final Runnable gone;
    private final String signal;
    private final Scope scope;
    private final Duration grace;
    private volatile Optional<ScheduledFuture<?>> deadline = Optional.empty();

    /**
     * What identifies the instance.
     *
     * @param record the record of the process, if there is one
     */
    public record Trace(String processId, Marker marker, Optional<DetachedRecord> record) {
    }

    /**
     * @param notKilled receives the processes that survive the kill
     * @param gone runs when no process of the tree is alive, on the thread of the owner
     */
    public PreviousInstance(Trace trace, TreeTerminator terminator, ScheduledExecutorService timer,
            Consumer<List<String>> notKilled, Runnable gone) {
        Optional<DetachedRecord> record = trace.record();
        this.processId = trace.processId();
        this.tree = new ProcessTree(trace.marker(), record.flatMap(DetachedRecord::root).orElse(ProcessId.NONE),
                Optional.empty(), this);
        this.terminator = terminator;
        this.timer = timer;
        this.notKilled = notKilled;
        this.gone = gone;
        this.signal = record.map(DetachedRecord::signal).orElse("TERM");
        this.scope = record.map(DetachedRecord::scope).orElse(StopSettings.DEFAULT.scope());
        this.grace = record.map(DetachedRecord::grace).orElse(UNKNOWN_GRACE);
    }

    /** Sends the stop signal, and kills the tree when the grace period expires. */
    public void stop() {
        terminator.requestStop(tree, StopRequest.of(signal, scope, grace));
        deadline = Optional.of(timer.schedule(this::kill, Durations.millis(grace), TimeUnit.MILLISECONDS));
    }

    public void kill() {
        terminator.kill(tree);
    }

    @Override
    public void treeGone() {
        deadline.ifPresent(kill -> kill.cancel(false));
        gone.run();
    }

    @Override
    public void killing(List<String> living) {
        LOG.warnf("process '%s' of an earlier run %s; still alive: %s", processId,
                deadline.isPresent() ? "did not stop in time and is killed" : "is killed", String.join(", ", living));
    }

    @Override
    public void notKilled(List<String> survivors) {
        notKilled.accept(survivors);
    }
}
