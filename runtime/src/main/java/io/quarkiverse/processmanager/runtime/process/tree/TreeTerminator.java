package io.quarkiverse.processmanager.runtime.process.tree;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Stops process trees: takes the requests for their ends, and decides when there is a scan. A {@link TreeScanner} makes the scan,
 * which serves all trees that are ending at that moment: it finds their members, signals them, and reports when none is left. While
 * no tree is ending, nothing is scanned. All work is done by the {@link Owner}. Safe for use by several threads.
 */
public final class TreeTerminator {

    private static final Logger LOG = Logger.getLogger(TreeTerminator.class);

    private final Owner owner;
    private final TreeScanner scanner;
    private final Set<ProcessTree> trees = new LinkedHashSet<>();
    /** The trees that are being stopped or killed, and whose root has not ended. */
    private final Set<ProcessTree> ending = new HashSet<>();
    private final ScanPause pause = new ScanPause();
    private boolean scanFails;
    private Owner.Timer nextScan = Owner.Timer.NONE;
    private boolean scanIsDue;
    private long nextScanNanos;

    /** @param access the C library, as soon as it is known whether that is used; must not wait */
    public TreeTerminator(ProcessTable table, Watchdog watchdog, RunnerId jvm, Owner owner,
            Supplier<Optional<NativeAccess>> access) {
        this.owner = owner;
        this.scanner = new TreeScanner(table, watchdog, jvm, access);
    }

    /** The root has been started: no scan has to find out to which tree it belongs. For the thread of the owner. */
    public void started(ProcessTree tree) {
        scanner.started(tree);
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
                result.accept(scanner.members(wanted));
            } catch (RuntimeException e) {
                failure.run();
                LOG.debugf("cannot scan the processes of this machine: %s", e.getMessage());
            } catch (Error e) {
                failure.run();
                throw e;
            }
        });
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
        return scanner.canHaveForked();
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
        for (ProcessTree tree : scanner.scan(trees)) {
            trees.remove(tree);
            ending.remove(tree);
            SerialExecutor.contain(tree::gone);
        }
        pause.afterScan(began, trees.size());
    }
}
