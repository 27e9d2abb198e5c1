package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A process tree: a started process, the root, with all processes that descend from it, as far as scans have found them, and its
 * {@link TreeStop}. For the thread of the {@link Owner}.
 */
public final class ProcessTree {

    /** What the {@link TreeTerminator} does with a tree. */
    public enum Aim {
        /** Report when no member is alive. */
        WATCH,
        /** Send the stop signal. */
        STOP,
        /** Kill the members. */
        KILL
    }

    /** Receives what happens to a tree, on the thread of the {@link Owner}. */
    public interface Observer {

        /** No member is alive: two scans in a row have found none, or one scan that cannot have missed any. */
        void treeGone();

        /** The first kill finds these members alive, each named by pid and program; called at most once. */
        default void killing(List<String> living) {
        }

        /** Some members survive the kill; called once. */
        void notKilled(List<String> survivors);
    }

    /** A root that another process suspends is continued that soon. */
    private static final long LONGEST_UNREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Marker marker;
    private final ProcessId root;
    private final Optional<Cgroup> cgroup;
    private final Optional<NativeProcess> direct;
    private final Observer observer;
    private final List<IntConsumer> counters = new ArrayList<>();
    private final TreeStop stop;
    private final EmptyScans emptyScans = new EmptyScans();
    private final RootGroup group;
    private final LedGroups led;
    private Set<ProcessId> known = Set.of();
    private long scannedNanos;
    private boolean rootIsAlone;
    private boolean counted;

    public ProcessTree(Marker marker, ProcessId root, Optional<Cgroup> cgroup, Observer observer) {
        this(marker, root, cgroup, Optional.empty(), observer);
    }

    /** @param direct the root, if it was started in the native way: its signals need no check of its pid */
    public ProcessTree(Marker marker, ProcessId root, Optional<Cgroup> cgroup, Optional<NativeProcess> direct,
            Observer observer) {
        this.marker = marker;
        this.root = root;
        this.cgroup = cgroup;
        this.direct = direct;
        this.observer = observer;
        this.stop = new TreeStop(root, direct, cgroup, observer);
        this.group = new RootGroup(root);
        this.led = new LedGroups(root);
    }

    Marker marker() {
        return marker;
    }

    public ProcessId root() {
        return root;
    }

    /** The root, if it was started in the native way. */
    public Optional<NativeProcess> direct() {
        return direct;
    }

    /** The pids of the processes in the control group of this tree; empty without one. */
    Set<Long> cgroupMembers() {
        return cgroup.map(Cgroup::members).orElse(Set.of());
    }

    /** Whether the pid of the root still stands for the group and the session that the root has created. */
    boolean hasRootGroup() {
        return !group.isOver();
    }

    /** The members that the last scan has found. */
    Set<ProcessId> known() {
        return known;
    }

    /** The members whose group or session makes a process a member, though they can have ended. */
    Set<ProcessId> leaders() {
        return led.recent(SystemClock.nanos());
    }

    ScanInterval interval() {
        return stop.interval();
    }

    /** Passes the number of living members to {@code counter} after the next scan that is certain enough. */
    void count(IntConsumer counter) {
        counted = true;
        counters.add(counter);
        rootIsAlone = false;
        interval().restart();
    }

    /** Whether the root has ended, so that the members have to be counted. */
    boolean isCounted() {
        return counted;
    }

    void requestStop(StopRequest request) {
        rootIsAlone = false;
        stop.request(request);
    }

    void kill() {
        rootIsAlone = false;
        stop.kill();
    }

    boolean isKilled() {
        return stop.aim() == Aim.KILL;
    }

    /**
     * Records the members that a scan has found, and adds the signals that follow to {@code batch}.
     *
     * @param confidence what the scan proves if it has found no member
     * @return whether the tree is gone and needs no further scan
     */
    boolean scanned(TreeMembership.Members members, ScanConfidence confidence, SignalBatch batch) {
        List<ProcessEntry> living = members.living();
        long now = SystemClock.nanos();
        boolean decides = living.isEmpty() || !counters.isEmpty();
        EmptyScans.Result end = emptyScans.scanned(members, confidence, decides,
                stop.isKilling() && hasNew(living), now);
        group.scanned(members, now);
        remember(living);
        stop.addSignals(members, batch);
        scannedNanos = now;
        rootIsAlone = stop.aim() == Aim.STOP && !counted && confidence == ScanConfidence.SURE && living.size() == 1
                && stop.hasSignalledRoot() && known.contains(root);
        if (decides && emptyScans.isInDoubt()) {
            interval().soon(now);
        }
        if (end.isEmpty(members)) {
            interval().restart();
        }
        // One empty scan proves nothing: it can have missed a process that was forked meanwhile.
        if (end.gone() || end.accepted() && (end.unseen() || !living.isEmpty())) {
            int alive = Math.max(living.size(), end.unseen() ? 1 : 0);
            counters.forEach(counter -> SerialExecutor.contain(() -> counter.accept(alive)));
            counters.clear();
        }
        return end.gone();
    }

    /**
     * Whether another scan would find the same as the last one unless a process has been forked since then: the root, which has
     * received its signal, and whose end is reported without a scan.
     */
    boolean changesByForksOnly(long nowNanos) {
        return rootIsAlone && nowNanos - scannedNanos < LONGEST_UNREAD_NANOS;
    }

    private boolean hasNew(List<ProcessEntry> living) {
        for (ProcessEntry entry : living) {
            if (!known.contains(entry.identity())) {
                return true;
            }
        }
        return false;
    }

    void gone() {
        cgroup.ifPresent(Cgroup::remove);
        observer.treeGone();
    }

    /**
     * Remembers the members of this tree that a scan has found. A later scan finds them again, also after the exit of all their
     * relatives, in whatever session and with whatever environment they are.
     */
    void remember(List<ProcessEntry> living) {
        if (living.size() != known.size() || hasNew(living)) {
            known = identities(living);
        }
        led.found(living, SystemClock.nanos());
    }

    /** Most trees have one member, and keep the set while they run. */
    private static Set<ProcessId> identities(List<ProcessEntry> living) {
        if (living.size() == 1) {
            return Set.of(living.get(0).identity());
        }
        Set<ProcessId> identities = new HashSet<>();
        for (ProcessEntry entry : living) {
            identities.add(entry.identity());
        }
        return identities;
    }
}
