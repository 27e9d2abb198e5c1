package io.quarkiverse.processmanager.runtime.process.detached;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;

/** What an earlier run of the application has left of a detached process, on its way to its end. */
public final class PreviousInstance implements ProcessTree.Observer {

    /** Of one of which nothing is known but its marker. */
    private static final Duration UNKNOWN_GRACE = Duration.ofSeconds(10);

    private final ProcessTree tree;
    private final TreeTerminator terminator;
    private final ScheduledExecutorService timer;
    private final Consumer<List<String>> notKilled;
    private final Runnable gone;
    private final String signal;
    private final Duration grace;
    private volatile Optional<ScheduledFuture<?>> deadline = Optional.empty();

    /**
     * @param known what is known of it
     * @param gone runs when nothing of it is alive, on the thread of the reaper
     */
    public PreviousInstance(Marker marker, Optional<DetachedRecord> known, TreeTerminator terminator,
            ScheduledExecutorService timer,
            Consumer<List<String>> notKilled, Runnable gone) {
        this.tree = new ProcessTree(marker, known.flatMap(DetachedRecord::root).orElse(ProcessId.NONE), Optional.empty(), this);
        this.terminator = terminator;
        this.timer = timer;
        this.notKilled = notKilled;
        this.gone = gone;
        this.signal = known.map(DetachedRecord::signal).orElse("TERM");
        this.grace = known.map(DetachedRecord::grace).orElse(UNKNOWN_GRACE);
    }

    /** Asks it to end, and kills what does not. */
    public void end() {
        terminator.requestStop(tree, signal);
        deadline = Optional.of(timer.schedule(this::kill, grace.toMillis(), TimeUnit.MILLISECONDS));
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
    public void notKilled(List<String> survivors) {
        notKilled.accept(survivors);
    }
}
