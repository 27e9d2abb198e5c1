package io.quarkiverse.processmanager.runtime.process.tree;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * Brings trees to their end. One thread looks at all processes for all trees that are ending at that moment; when none is, it
 * waits without looking.
 */
public final class TreeTerminator {

    private static final Logger LOG = Logger.getLogger(TreeTerminator.class);
    private static final int LONGEST_REST_LOOKS = 3;
    private static final long LONGEST_REST_NANOS = 10_000_000;

    private final Watchdog watchdog;
    private final ProcessTable table;
    private final TreeMembership membership;
    private final ForkCounter forkCounter;
    private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Set<ProcessTree> trees = new LinkedHashSet<>();
    private final Thread thread = EngineThreads.create("reaper", this::run);
    private boolean blind;
    private long restUntil = System.nanoTime();
    private boolean closed;

    public TreeTerminator(ProcessTable table, Watchdog watchdog, RunnerId jvm) {
        this.table = table;
        this.watchdog = watchdog;
        this.membership = new TreeMembership(table, jvm);
        this.forkCounter = new ForkCounter(table);
    }

    /** Begins to look; does nothing when called again. */
    public synchronized void start() {
        // It stays new when the system has refused it.
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** The root has ended: counts who is left, and reports the end of the tree when nobody is. */
    public void rootEnded(ProcessTree tree, IntConsumer leftovers) {
        orders.add(() -> {
            trees.add(tree);
            tree.count(leftovers);
        });
    }

    /** Asks all of a tree to end. */
    public void ask(ProcessTree tree, String signal) {
        orders.add(() -> {
            trees.add(tree);
            tree.ask(signal);
        });
    }

    public void kill(ProcessTree tree) {
        orders.add(() -> {
            trees.add(tree);
            tree.kill();
        });
    }

    /** Says who belongs to each of these trees, or that nobody can look; on the thread that looks. */
    public void members(Collection<ProcessTree> wanted, Consumer<ScanResult> answer, Runnable blindness) {
        orders.add(() -> {
            try {
                ProcessSnapshot snapshot = new ProcessSnapshot(table.all(), table.nowTicks(), watchdog);
                Map<ProcessTree, List<ProcessEntry>> members = new LinkedHashMap<>();
                membership.of(wanted, snapshot).forEach((tree, found) -> members.put(tree, found.living()));
                // What was uncertain in this look must not count for the next, which may decide about an end.
                membership.takeCertainty();
                answer.accept(new ScanResult(snapshot.nowTicks(), members));
            } catch (RuntimeException e) {
                blindness.run();
                LOG.debugf("cannot look at the processes of this machine: %s", e.getMessage());
            }
        });
    }

    /**
     * Who belonged to which tree at one moment.
     *
     * @param ticks the moment, on the clock of start times
     * @param members the living members
     */
    public record ScanResult(long ticks, Map<ProcessTree, List<ProcessEntry>> members) {
    }

    /** Ends the thread. */
    public void close() throws InterruptedException {
        orders.add(() -> closed = true);
        if (thread != Thread.currentThread()) {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    private void run() {
        while (!closed) {
            try {
                obey();
            } catch (InterruptedException e) {
                // Nobody but close() may end this thread.
                continue;
            }
            if (!trees.isEmpty() && nextDue() - System.nanoTime() <= 0) {
                SerialExecutor.contain(this::tryToLook);
            }
        }
    }

    private void obey() throws InterruptedException {
        Runnable order = trees.isEmpty() ? orders.take()
                : orders.poll(nextDue() - System.nanoTime(), TimeUnit.NANOSECONDS);
        while (order != null) {
            SerialExecutor.contain(order);
            order = orders.poll();
        }
    }

    private long nextDue() {
        long now = System.nanoTime();
        long due = Long.MAX_VALUE;
        for (ProcessTree tree : trees) {
            due = Math.min(due, tree.interval().dueNanos() - now);
        }
        return Math.max(now + due, restUntil);
    }

    private void tryToLook() {
        // First, so that a look that fails is not repeated at once.
        long now = System.nanoTime();
        trees.forEach(tree -> tree.interval().looked(now));
        try {
            look();
            blind = false;
        } catch (UncheckedIOException e) {
            LOG.logf(blind ? Level.DEBUG : Level.WARN, "cannot look at the processes of this machine: %s; nothing counts as"
                    + " stopped until that is possible again", e.getCause().getMessage());
            blind = true;
        }
    }

    private void look() {
        long began = System.nanoTime();
        OptionalLong moment = forkCounter.now();
        ProcessSnapshot snapshot = new ProcessSnapshot(table.all(), table.nowTicks(), watchdog);
        SignalBatch batch = new SignalBatch(snapshot, table);
        List<ProcessTree> gone = new ArrayList<>();
        Map<ProcessTree, TreeMembership.Members> members = membership.of(trees, snapshot);
        ScanConfidence confidence = confidence(moment);
        if (confidence != ScanConfidence.SURE) {
            findUnseen(members, snapshot);
        }
        for (Map.Entry<ProcessTree, TreeMembership.Members> entry : members.entrySet()) {
            ProcessTree tree = entry.getKey();
            if (tree.look(entry.getValue(), confidence, batch)) {
                gone.add(tree);
            }
        }
        batch.fire(watchdog);
        for (ProcessTree tree : gone) {
            trees.remove(tree);
            tree.gone();
        }
        rest(began);
    }

    /** Nobody was found there, but somebody who changes its pid all the time can have been missed. */
    private void findUnseen(Map<ProcessTree, TreeMembership.Members> members, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> empty = new HashMap<>();
        members.forEach((tree, found) -> {
            if (found.isEmpty() && tree.hasItsGroup() && tree.root().pid() > 1 && !snapshot.isTaken(tree.root())) {
                empty.put(tree.root().pid(), tree);
            }
        });
        if (!empty.isEmpty()) {
            watchdog.nonEmptyGroups(empty.keySet())
                    .forEach(group -> members.computeIfPresent(empty.get(group), (tree, found) -> found.withSomebodyUnseen()));
        }
    }

    /** Many trees do not end at the same moment. A look for each of those moments would take the time that they need to end. */
    private void rest(long lookBegan) {
        long now = System.nanoTime();
        int looks = Math.max(0, Math.min(trees.size() - 1, LONGEST_REST_LOOKS));
        restUntil = now + Math.min(LONGEST_REST_NANOS, (now - lookBegan) * looks);
    }

    private ScanConfidence confidence(OptionalLong moment) {
        ScanConfidence confidence = membership.takeCertainty();
        return confidence == ScanConfidence.SURE && !forkCounter.noneSince(moment) ? ScanConfidence.LIKELY : confidence;
    }
}
