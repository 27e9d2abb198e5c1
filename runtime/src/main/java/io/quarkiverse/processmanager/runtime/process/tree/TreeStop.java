package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The stop of one process tree: what was requested, how soon the next scan is due, and which signals follow from a scan. For the
 * thread of the {@link Owner}.
 */
final class TreeStop {

    private static final char STOPPED = 'T';

    private final ProcessId root;
    private final Optional<NativeProcess> direct;
    private final Optional<Cgroup> cgroup;
    private final ProcessTree.Observer observer;
    private final StopSignalSchedule stopSignals;
    private final KillAttempts killAttempts = new KillAttempts();
    private Aim aim = Aim.WATCH;
    private StopRequest request = new StopRequest("TERM", 0);
    private ScanInterval interval = ScanInterval.watching();
    private boolean rootActionIsKnown;
    private boolean killing;
    private boolean survivorsReported;

    /** @param direct the root, if it was started in the native way: its signals need no check of its pid */
    TreeStop(ProcessId root, Optional<NativeProcess> direct, Optional<Cgroup> cgroup, ProcessTree.Observer observer) {
        this.root = root;
        this.direct = direct;
        this.cgroup = cgroup;
        this.observer = observer;
        this.stopSignals = new StopSignalSchedule(root);
    }

    /** Begins the stop, or brings it forward. Without effect once the tree is being killed. */
    void request(StopRequest requested) {
        if (aim == Aim.WATCH) {
            aim = Aim.STOP;
            request = requested;
            interval = ScanInterval.stopping();
        } else if (aim == Aim.STOP) {
            request = request.orEarlier(requested);
        }
    }

    void kill() {
        if (aim != Aim.KILL) {
            aim = Aim.KILL;
            interval = ScanInterval.killing();
        }
    }

    Aim aim() {
        return aim;
    }

    ScanInterval interval() {
        return interval;
    }

    /** Whether a scan has found members to kill. */
    boolean isKilling() {
        return killing;
    }

    /** Whether the stop signal has gone to the root. */
    boolean hasSignalledRoot() {
        return stopSignals.hasSignalled(root);
    }

    /** Adds the signals that follow from a scan to {@code batch}. */
    void addSignals(TreeMembership.Members members, SignalBatch batch) {
        if (aim != Aim.WATCH && members.living().isEmpty() && (members.unseen() || !members.dead().isEmpty())) {
            batch.addGroup(aim == Aim.KILL ? "KILL" : request.signal(), root.pid());
        }
        switch (aim) {
            case WATCH -> {
            }
            case STOP -> addStopSignals(members.living(), batch);
            case KILL -> addKills(members.living(), batch);
        }
    }

    private void addStopSignals(List<ProcessEntry> living, SignalBatch batch) {
        if (!rootActionIsKnown && living.size() > 1) {
            // Only the other members depend on it, and most trees have none.
            rootActionIsKnown = true;
            stopSignals.rootAction(batch.actionOn(root, request.signal()));
        }
        StopSignalSchedule.Targets targets = stopSignals.next(living, request.restDueNanos(), SystemClock.nanos(),
                batch.nowTicks());
        if (targets.wholeGroups()) {
            batch.addAll(request.signal(), targets.members(), root);
        } else {
            addEach(targets.members(), batch);
        }
        // Only a process in state T needs it: a second signal for all members would take as long as the first one.
        for (ProcessEntry entry : living) {
            if (entry.state() == STOPPED && stopSignals.hasSignalled(entry.identity())) {
                batch.addContinue(entry);
            }
        }
    }

    private void addEach(List<ProcessEntry> members, SignalBatch batch) {
        for (ProcessEntry member : members) {
            if (direct.isPresent() && member.identity().equals(root)) {
                batch.add(request.signal(), member, direct.get());
            } else {
                batch.add(request.signal(), member);
            }
        }
    }

    private void addKills(List<ProcessEntry> living, SignalBatch batch) {
        if (!living.isEmpty()) {
            cgroup.ifPresent(Cgroup::kill);
        }
        if (!living.isEmpty() && !killing) {
            killing = true;
            batch.name(living, observer::killing);
        }
        List<ProcessEntry> survivors = killAttempts.next(living, SystemClock.nanos());
        batch.addAll("KILL", living, root);
        if (!survivors.isEmpty() && !survivorsReported) {
            survivorsReported = true;
            interval = ScanInterval.stuck();
            observer.notKilled(batch.describe(survivors));
        }
    }
}
