package io.quarkiverse.processmanager.runtime.process.tree;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Stops process trees: scans for their members, signals them, and reports when none is left. One scan of all processes serves all
 * trees that are ending at that moment. While no tree is ending, nothing is scanned. All work is done by the {@link Owner}. Safe
 * for use by several threads.
 */
public final class TreeTerminator {

    private static final Logger LOG = Logger.getLogger(TreeTerminator.class);

    private final Watchdog watchdog;
    private final TreeSignals signals;
    private final ProcessTable table;
    private final Owner owner;
    private final TreeMembership membership;
    private final ForkCounter forkCounter;
    private final Set<ProcessTree> trees = new LinkedHashSet<>();
    /** Those of the trees whose root is asked to end and has not ended. */
    private final Set<ProcessTree> ending = new HashSet<>();
    private final ScanPause pause = new ScanPause();
    private boolean scanFails;
    /** How many processes had been forked when the last scan began; empty if that has failed. */
    private OptionalLong forksAtScan = OptionalLong.empty();
    private Owner.Timer nextScan = Owner.Timer.NONE;
    private boolean scanIsDue;
    private long nextScanNanos;

    /** @param access the C library, as soon as it is known whether that is used; must not wait */
    public TreeTerminator(ProcessTable table, Watchdog watchdog, RunnerId jvm, Owner owner,
            Supplier<Optional<NativeAccess>> access) {
        this.table = table;
        this.watchdog = watchdog;
        this.signals = new TreeSignals(watchdog, access);
        this.owner = owner;
        this.membership = new TreeMembership(table, jvm);
        this.forkCounter = new ForkCounter(table);
    }

    /** The root has been started: no scan has to find out to which tree it belongs. For the thread of the owner. */
    public void started(ProcessTree tree) {
        membership.started(tree);
    }

    /** The root has ended: counts the left-over processes, and reports the end of the tree when none is alive. */
    public void rootEnded(ProcessTree tree, IntConsumer leftovers) {
        end(tree, () -> {
            tree.count(leftovers);
            if (ending.remove(tree) && ending.isEmpty()) {
                pause.end();
            }
        });
    }

    /** Sends the stop signal to the members of a tree, in the order that the request defines. */
    public void requestStop(ProcessTree tree, StopRequest request) {
        end(tree, () -> {
            tree.requestStop(request);
            expectEnd(tree);
        });
    }

    /** Kills all members of a tree, until none is alive. */
    public void kill(ProcessTree tree) {
        end(tree, () -> {
            tree.kill();
            expectEnd(tree);
            if (ending.size() > 1) {
                pause.forKills();
            }
        });
    }

    /** The members of this tree receive a signal with the next scan, which is not put off for those that are ending. */
    private void expectEnd(ProcessTree tree) {
        if (!tree.isCounted()) {
            ending.add(tree);
        }
        pause.end();
    }

    /**
     * Makes requests on the calling thread. One scan serves all of them, so that none waits for the scan of another one; requests that
     * take long are served by more scans.
     */
    public void together(Runnable requests) {
        owner.execute(pause::requestsBegin);
        try {
            requests.run();
        } finally {
            owner.execute(() -> {
                pause.requestsEnd();
                scanAt(SystemClock.nanos());
            });
        }
    }

    private void end(ProcessTree tree, Runnable request) {
        owner.execute(() -> {
            trees.add(tree);
            try {
                request.run();
            } finally {
                scanAt(pause.notBefore(tree.interval().dueNanos()));
            }
        });
    }

    /**
     * Scans for the members of these trees, on the thread of the owner. Calls {@code result}, and {@code failure} if the scan or
     * {@code result} fails: the caller waits for one of them.
     */
    public void members(Collection<ProcessTree> wanted, Consumer<ScanResult> result, Runnable failure) {
        owner.execute(() -> {
            try {
                ProcessSnapshot snapshot = membership.scan(wanted, forkCounter.now(), watchdog);
                Map<ProcessTree, List<ProcessEntry>> members = new LinkedHashMap<>();
                membership.of(wanted, snapshot).forEach((tree, found) -> {
                    remember(tree, found.living());
                    members.put(tree, found.living());
                });
                // The confidence of this scan must not count for the next one, which may decide that a tree is gone.
                membership.takeConfidence();
                result.accept(new ScanResult(snapshot.nowTicks(), members));
            } catch (RuntimeException e) {
                failure.run();
                LOG.debugf("cannot scan the processes of this machine: %s", e.getMessage());
            } catch (Error e) {
                failure.run();
                throw e;
            }
        });
    }

    /** The members of a running tree. When its root is killed, or this JVM, nothing else shows some of them. */
    private void remember(ProcessTree tree, List<ProcessEntry> living) {
        tree.remember(living);
        long root = tree.root().pid();
        for (ProcessEntry entry : living) {
            if (entry.group() != root && entry.session() != root && !membership.isMarked(entry)) {
                watchdog.member(tree.root(), entry.identity());
            }
        }
    }

    /**
     * The members of trees at one moment.
     *
     * @param ticks the moment, on the clock of start times
     * @param members the living members
     */
    public record ScanResult(long ticks, Map<ProcessTree, List<ProcessEntry>> members) {
    }

    /** Makes a scan due at the given time, unless an earlier one is due. */
    private void scanAt(long nanos) {
        if (!scanIsDue || nanos - nextScanNanos < 0) {
            Owner.Timer scan = owner.after(Math.max(0, nanos - SystemClock.nanos()), this::scanIfDue);
            nextScan.cancel();
            nextScan = scan;
            nextScanNanos = nanos;
            scanIsDue = true;
        }
    }

    private void scanIfDue() {
        scanIsDue = false;
        if (!trees.isEmpty() && nextDue() - SystemClock.nanos() <= 0) {
            SerialExecutor.contain(this::scanIfChanged);
        }
        if (!trees.isEmpty()) {
            scanAt(nextDue());
        }
    }

    private long nextDue() {
        long now = SystemClock.nanos();
        long due = Long.MAX_VALUE;
        for (ProcessTree tree : trees) {
            due = Math.min(due, tree.interval().dueNanos() - now);
        }
        return pause.notBefore(now + due);
    }

    /** The fork counter is one read, and a root that takes its time to end mostly forks nothing. */
    private void scanIfChanged() {
        long now = SystemClock.nanos();
        if (isChanged(now)) {
            tryScan();
        } else {
            putOff(now);
        }
    }

    private boolean isChanged(long now) {
        for (ProcessTree tree : trees) {
            if (tree.interval().dueNanos() - now <= 0 && !tree.changesByForksOnly(now)) {
                return true;
            }
        }
        return !forkCounter.noneSince(forksAtScan);
    }

    private void putOff(long now) {
        for (ProcessTree tree : trees) {
            if (tree.interval().dueNanos() - now <= 0) {
                tree.interval().scanned(now);
            }
        }
    }

    private void tryScan() {
        // The next scan is scheduled first, so that a failed scan is not repeated at once.
        long now = SystemClock.nanos();
        trees.forEach(tree -> tree.interval().scanned(now));
        forksAtScan = OptionalLong.empty();
        try {
            scan();
            scanFails = false;
        } catch (UncheckedIOException e) {
            LOG.logf(scanFails ? Level.DEBUG : Level.WARN, "cannot scan the processes of this machine: %s; no process counts as"
                    + " stopped until a scan succeeds", e.getCause().getMessage());
            scanFails = true;
        }
    }

    private void scan() {
        long began = SystemClock.nanos();
        OptionalLong forksBefore = forkCounter.now();
        ProcessSnapshot snapshot = membership.scan(trees, forksBefore, watchdog);
        SignalBatch batch = new SignalBatch(snapshot, table);
        List<ProcessTree> gone = new ArrayList<>();
        Map<ProcessTree, TreeMembership.Members> members = membership.of(trees, snapshot);
        ScanConfidence ofScan = ScanConfidence.SURE;
        if (!forkCounter.noneSince(forksBefore)) {
            ofScan = ScanConfidence.LIKELY;
            if (hasEmpty(members)) {
                int before = snapshot.living().size();
                if (membership.complete(snapshot, this::killAtOnce) == CatchUp.Result.BEHIND) {
                    ofScan = ScanConfidence.DOUBTFUL;
                }
                members = snapshot.living().size() == before ? members : membership.of(trees, snapshot);
            }
        }
        ScanConfidence ofMarkers = membership.takeConfidence();
        ScanConfidence confidence = ofMarkers.compareTo(ofScan) < 0 ? ofMarkers : ofScan;
        if (confidence != ScanConfidence.SURE) {
            findUnseen(members, snapshot);
        }
        for (Map.Entry<ProcessTree, TreeMembership.Members> entry : members.entrySet()) {
            ProcessTree tree = entry.getKey();
            SerialExecutor.contain(() -> {
                if (tree.scanned(entry.getValue(), confidence, batch)) {
                    gone.add(tree);
                }
            });
        }
        // A watchdog that does not answer is replaced when it is used.
        batch.send(snapshot.isWatchdogStopped() ? watchdog : signals);
        for (ProcessTree tree : gone) {
            trees.remove(tree);
            ending.remove(tree);
            membership.ended(tree);
            SerialExecutor.contain(tree::gone);
        }
        pause.afterScan(began, trees.size());
        forksAtScan = forksBefore;
    }

    /** A process that keeps changing its pid is gone before the signals of the scan are sent. */
    private void killAtOnce(ProcessEntry entry, Marker marker) {
        for (ProcessTree tree : trees) {
            if (tree.isKilled() && tree.marker().equals(marker)) {
                signals.send("KILL", List.of(entry.pid()), pid -> table.isAlive(entry.identity()));
            }
        }
    }

    /** A scan can miss a process that keeps changing its pid, but the group of that process always exists. */
    private void findUnseen(Map<ProcessTree, TreeMembership.Members> members, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> empty = new HashMap<>();
        members.forEach((tree, found) -> {
            if (found.isEmpty() && tree.hasRootGroup() && tree.root().pid() > 1 && !snapshot.isPidReused(tree.root())) {
                empty.put(tree.root().pid(), tree);
            }
        });
        if (!empty.isEmpty()) {
            signals.nonEmptyGroups(empty.keySet())
                    .forEach(group -> members.computeIfPresent(empty.get(group), (tree, found) -> found.withUnseen()));
        }
    }

    private static boolean hasEmpty(Map<ProcessTree, TreeMembership.Members> members) {
        for (TreeMembership.Members found : members.values()) {
            if (found.living().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
