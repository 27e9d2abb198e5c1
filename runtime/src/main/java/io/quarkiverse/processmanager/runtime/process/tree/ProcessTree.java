package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * One started process with everything that it has started itself, and how far its end has come. Belongs to the thread of the
 * {@link TreeTerminator}.
 */
public final class ProcessTree {

    /** What is wanted of a tree. */
    public enum Aim {
        /** To know when nothing of it is alive. */
        WATCH,
        /** To end by itself. */
        ASK,
        /** To be dead. */
        KILL
    }

    /** Hears of a tree, on the thread of the reaper. */
    public interface Observer {

        /** Nothing of it is alive: seen twice in a row, or once for sure. */
        void treeGone();

        /** The kill has had no effect for a while; called once. */
        void notKilled(List<String> survivors);
    }

    private static final int EMPTY_LOOKS = 2;
    private static final long DOUBT_NANOS = 300_000_000L;

    private final Marker marker;
    private final ProcessId root;
    private final Optional<Cgroup> cgroup;
    private final Observer observer;
    private final List<IntConsumer> counters = new ArrayList<>();
    private final StopSignalSchedule asked;
    private final KillAttempts killed = new KillAttempts();
    private final RootGroup group;
    private Set<ProcessId> known = Set.of();
    private Set<ProcessId> dead = Set.of();
    private Aim aim = Aim.WATCH;
    private String signal = "TERM";
    private ScanInterval interval = ScanInterval.WATCHING;
    private int emptyLooks;
    private boolean reported;
    private boolean doubted;
    private long doubtedSince;

    public ProcessTree(Marker marker, ProcessId root, Optional<Cgroup> cgroup, Observer observer) {
        this.marker = marker;
        this.root = root;
        this.cgroup = cgroup;
        this.observer = observer;
        this.asked = new StopSignalSchedule(root);
        this.group = new RootGroup(root);
    }

    Marker marker() {
        return marker;
    }

    public ProcessId root() {
        return root;
    }

    /** The pids of those that its control group holds, if it has one. */
    Set<Long> confined() {
        return cgroup.map(Cgroup::members).orElse(Set.of());
    }

    /** Whether the number of its root still stands for the group and the session that the root has made. */
    boolean hasItsGroup() {
        return !group.isOver();
    }

    /** Its members when it was last looked at. */
    Set<ProcessId> known() {
        return known;
    }

    ScanInterval interval() {
        return interval;
    }

    /** Has the living processes counted with the next look. */
    void count(IntConsumer counter) {
        counters.add(counter);
        interval.restart();
    }

    void ask(String signalName) {
        if (aim == Aim.WATCH) {
            aim = Aim.ASK;
            signal = signalName;
            interval = ScanInterval.ASKING.copy();
        }
    }

    void kill() {
        if (aim != Aim.KILL) {
            aim = Aim.KILL;
            interval = ScanInterval.KILLING.copy();
        }
    }

    /**
     * Takes note of who is alive, and decides what follows.
     *
     * @param confidence what it means if nobody was found
     * @return whether the tree is gone and needs no further look
     */
    boolean look(TreeMembership.Members members, ScanConfidence confidence, SignalBatch batch) {
        List<ProcessEntry> living = members.living();
        // A process that keeps changing its pid is hardly ever seen alive, but it leaves the dead behind, or its group.
        boolean unseen = members.unseen() || emptyLooks > 0 && !dead.containsAll(members.dead());
        group.look(members, System.nanoTime());
        remember(members);
        act(members, batch);
        boolean decides = living.isEmpty() || !counters.isEmpty();
        boolean believed = decides && isBelieved(confidence);
        if (!living.isEmpty() || unseen) {
            emptyLooks = 0;
        } else if (believed) {
            emptyLooks++;
            interval.restart();
        }
        boolean gone = emptyLooks >= EMPTY_LOOKS || living.isEmpty() && confidence == ScanConfidence.SURE;
        // One empty look proves nothing: whoever was forked during it can have been missed.
        if (gone || believed && (unseen || !living.isEmpty())) {
            counters.forEach(counter -> counter.accept(Math.max(living.size(), unseen ? 1 : 0)));
            counters.clear();
        }
        return gone;
    }

    /** Somebody else's process that shows nothing must not hold up the end, or the count, for ever. */
    private boolean isBelieved(ScanConfidence confidence) {
        if (confidence != ScanConfidence.DOUBTFUL) {
            doubted = false;
            return true;
        }
        long now = System.nanoTime();
        if (!doubted) {
            doubted = true;
            doubtedSince = now;
        }
        interval.soon(now);
        return now - doubtedSince > DOUBT_NANOS;
    }

    private void act(TreeMembership.Members members, SignalBatch batch) {
        if (aim != Aim.WATCH && members.living().isEmpty() && (members.unseen() || !members.dead().isEmpty())) {
            batch.aimAtGroup(aim == Aim.KILL ? "KILL" : signal, root.pid());
        }
        switch (aim) {
            case WATCH -> {
            }
            case ASK -> ask(members.living(), batch);
            case KILL -> kill(members.living(), batch);
        }
    }

    void gone() {
        cgroup.ifPresent(Cgroup::remove);
        observer.treeGone();
    }

    private void remember(TreeMembership.Members members) {
        Set<ProcessId> identities = new HashSet<>();
        for (ProcessEntry entry : members.living()) {
            identities.add(entry.identity());
        }
        known = identities;
        dead = members.dead();
    }

    private void ask(List<ProcessEntry> living, SignalBatch batch) {
        boolean first = asked.nobodyYet();
        List<ProcessEntry> targets = asked.next(living, System.nanoTime(), batch.nowTicks());
        if (first) {
            batch.aimAtAll(signal, targets, root);
        } else {
            batch.aimAt(signal, targets);
        }
    }

    private void kill(List<ProcessEntry> living, SignalBatch batch) {
        if (!living.isEmpty()) {
            cgroup.ifPresent(Cgroup::kill);
        }
        List<ProcessEntry> survivors = killed.next(living, System.nanoTime());
        batch.aimAtAll("KILL", living, root);
        if (!survivors.isEmpty() && !reported) {
            reported = true;
            interval = ScanInterval.STUCK.copy();
            observer.notKilled(batch.describe(survivors));
        }
    }
}
