package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * Makes one scan of all processes for several trees: finds their members, decides how much the scan proves, sends the signals that
 * follow, and finds the trees that are gone. {@link TreeTerminator} decides when there is a scan. For the thread of the {@link Owner}.
 */
final class TreeScanner {

    private final Watchdog watchdog;
    private final TreeSignals signals;
    private final ProcessTable table;
    private final TreeMembership membership;
    private final ForkCounter forkCounter;
    /** How many processes had been forked when the last scan began; empty if that has failed. */
    private OptionalLong forksAtScan = OptionalLong.empty();

    /** @param access the C library, as soon as it is known whether that is used; must not wait */
    TreeScanner(ProcessTable table, Watchdog watchdog, RunnerId jvm, Supplier<Optional<NativeAccess>> access) {
        this.table = table;
        this.watchdog = watchdog;
        this.signals = new TreeSignals(watchdog, access);
        this.membership = new TreeMembership(table, jvm);
        this.forkCounter = new ForkCounter(table);
    }

    /** The root has been started: no scan has to find out to which tree it belongs. */
    void started(ProcessTree tree) {
        membership.started(tree);
    }

    /** Whether a process can have been forked since the last scan. */
    boolean canHaveForked() {
        return !forkCounter.noneSince(forksAtScan);
    }

    /**
     * The members that one scan finds.
     *
     * @param confidence what the scan proves where it has found no member
     */
    private record Found(Map<ProcessTree, TreeMembership.Members> members, ScanConfidence confidence) {
    }

    /** Scans for the members of these trees, and sends the signals that follow. Returns the trees that are gone. */
    List<ProcessTree> scan(Collection<ProcessTree> trees) {
        forksAtScan = OptionalLong.empty();
        OptionalLong forksBefore = forkCounter.now();
        ProcessSnapshot snapshot = membership.scan(trees, forksBefore, watchdog);
        SignalBatch batch = new SignalBatch(snapshot, table);
        Found found = find(trees, snapshot, forksBefore);
        List<ProcessTree> gone = new ArrayList<>();
        for (Map.Entry<ProcessTree, TreeMembership.Members> entry : found.members.entrySet()) {
            ProcessTree tree = entry.getKey();
            SerialExecutor.contain(() -> {
                if (tree.scanned(entry.getValue(), found.confidence, batch)) {
                    gone.add(tree);
                }
            });
        }
        // A watchdog that does not answer is replaced when it is used.
        batch.send(snapshot.isWatchdogStopped() ? watchdog : signals);
        for (ProcessTree tree : gone) {
            membership.ended(tree);
        }
        forksAtScan = forksBefore;
        return gone;
    }

    private Found find(Collection<ProcessTree> trees, ProcessSnapshot snapshot, OptionalLong forksBefore) {
        Map<ProcessTree, TreeMembership.Members> members = membership.of(trees, snapshot);
        ScanConfidence ofScan = ScanConfidence.SURE;
        if (!forkCounter.noneSince(forksBefore)) {
            ofScan = ScanConfidence.LIKELY;
            if (hasEmpty(members)) {
                int before = snapshot.living().size();
                if (membership.complete(snapshot,
                        (entry, marker) -> killAtOnce(trees, entry, marker)) == CatchUp.Result.BEHIND) {
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
        return new Found(members, confidence);
    }

    /** A process that keeps changing its pid is gone before the signals of the scan are sent. */
    private void killAtOnce(Collection<ProcessTree> trees, ProcessEntry entry, Marker marker) {
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

    /** Scans for the living members of these trees, and remembers them. Sends no signal. */
    TreeTerminator.ScanResult members(Collection<ProcessTree> wanted) {
        ProcessSnapshot snapshot = membership.scan(wanted, forkCounter.now(), watchdog);
        Map<ProcessTree, List<ProcessEntry>> members = new LinkedHashMap<>();
        membership.of(wanted, snapshot).forEach((tree, found) -> {
            remember(tree, found.living());
            members.put(tree, found.living());
        });
        // The confidence of this scan must not count for the next one, which may decide that a tree is gone.
        membership.takeConfidence();
        return new TreeTerminator.ScanResult(snapshot.nowTicks(), members);
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
}
