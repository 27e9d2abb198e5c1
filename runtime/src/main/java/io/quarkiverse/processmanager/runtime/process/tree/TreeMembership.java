package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * Finds the tree that each process belongs to. A process belongs to a tree if an earlier scan has found it there, if its group or
 * session is that of the root or of a member that has just ended, if its limit of file locks or its environment has the marker, or
 * if its parent or the leader of its group or session belongs to the tree. Each rule alone misses some processes: a daemon leaves
 * parent, group and session, a program can clear its environment and change its limits. For one thread.
 */
final class TreeMembership {

    private static final int USUAL_MEMBERS = 2;

    private final ProcessTable table;
    private final MarkerLookup markers;
    private final MarkerLookup detachedMarkers;
    private final SettledProcesses settled;
    private final CatchUp catchUp;
    private Optional<PidCounter> pidsBefore = Optional.empty();
    private boolean detached;

    TreeMembership(ProcessTable table, RunnerId jvm) {
        this(table, jvm, new SettledProcesses(jvm));
    }

    TreeMembership(ProcessTable table, RunnerId jvm, SettledProcesses settled) {
        this.table = table;
        this.markers = MarkerLookup.of(table, jvm);
        this.detachedMarkers = MarkerLookup.ofDetached(table);
        this.settled = settled;
        this.catchUp = new CatchUp(table);
    }

    /**
     * Scans for the members of these trees. Detached processes can be older than this JVM, so a scan for them reads all
     * processes.
     *
     * @param forks the number of processes that were started since the boot, right before
     */
    ProcessSnapshot scan(Collection<ProcessTree> trees, OptionalLong forks, Watchdog watchdog) {
        detached = false;
        for (ProcessTree tree : trees) {
            detached |= tree.marker().variable().equals(RunnerId.DETACHED);
            expect(tree);
        }
        pidsBefore = table.pidCounter();
        List<ProcessEntry> entries = detached ? settled.scanAll(table) : settled.scan(table, trees, forks, pidsBefore);
        return new ProcessSnapshot(entries, settled::sessionsBeside, table.nowTicks(), watchdog);
    }

    /**
     * Adds to the snapshot of the last scan the processes that were started meanwhile.
     *
     * @param found receives each of them that has a marker, at once: it may exit soon
     */
    CatchUp.Result complete(ProcessSnapshot snapshot, BiConsumer<ProcessEntry, Marker> found) {
        return pidsBefore.isEmpty() ? CatchUp.Result.UNKNOWN : catchUp.complete(snapshot, pidsBefore.get(), entry -> {
            // The lookup keeps what it finds.
            markers.of(entry, snapshot.nowTicks()).ifPresent(marker -> found.accept(entry, marker));
            if (detached) {
                detachedMarkers.of(entry, snapshot.nowTicks()).ifPresent(marker -> found.accept(entry, marker));
            }
        });
    }

    /** A tree whose root has just been started. */
    void started(ProcessTree tree) {
        markers.learn(tree.root(), tree.marker());
        detachedMarkers.learn(tree.root(), tree.marker());
        expect(tree);
    }

    private void expect(ProcessTree tree) {
        markers.expect(tree.marker());
        detachedMarkers.expect(tree.marker());
    }

    /** No process of the tree is alive. */
    void ended(ProcessTree tree) {
        markers.forget(tree.marker());
        detachedMarkers.forget(tree.marker());
    }

    /** The members of each of the trees. */
    Map<ProcessTree, Members> of(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> owners = cgroupOwners(trees, snapshot);
        List<ProcessEntry> others = new ArrayList<>();
        Lookup lookup = new Lookup(trees, snapshot);
        for (ProcessEntry entry : snapshot.living()) {
            Long pid = entry.pid();
            if (!owners.containsKey(pid)) {
                ProcessTree owner = owner(entry, lookup, snapshot.nowTicks());
                if (owner == null) {
                    others.add(entry);
                } else {
                    owners.put(pid, owner);
                }
            }
        }
        addRelatives(others, owners);
        settled.scanned(snapshot, owners, markers);
        // The scan has not read the others, which it knows.
        Predicate<ProcessId> living = process -> snapshot.isAlive(process) || settled.has(process.pid());
        markers.retain(living);
        detachedMarkers.retain(living);
        return members(trees, snapshot, owners, lookup);
    }

    /** Whether the limit or the environment of a process shows its tree, as far as a scan has found that. */
    boolean isMarked(ProcessEntry entry) {
        return markers.known(entry).isPresent() || detachedMarkers.known(entry).isPresent();
    }

    /** Returns the confidence in all answers since the last call, and resets it. */
    ScanConfidence takeConfidence() {
        ScanConfidence one = markers.takeConfidence();
        ScanConfidence other = detachedMarkers.takeConfidence();
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The members of control groups are certain, and include the processes that were forked since the snapshot. */
    private Map<Long, ProcessTree> cgroupOwners(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> owners = new HashMap<>();
        for (ProcessTree tree : trees) {
            for (Long pid : tree.cgroupMembers()) {
                owners.put(pid, tree);
                if (!snapshot.has(pid)) {
                    table.read(pid).ifPresent(snapshot::add);
                }
            }
        }
        return owners;
    }

    private ProcessTree owner(ProcessEntry entry, Lookup lookup, long nowTicks) {
        ProcessTree owner = lookup.known(entry);
        if (owner == null) {
            owner = lookup.byGroupOrSession(entry);
        }
        if (owner == null) {
            owner = markers.of(entry, nowTicks).map(lookup::byMarker).orElse(null);
        }
        if (owner == null && lookup.hasDetached()) {
            owner = detachedMarkers.of(entry, nowTicks).map(lookup::byMarker).orElse(null);
        }
        return owner == null ? lookup.byLeader(entry) : owner;
    }

    /**
     * Assigns children to the trees of their parents, and so on down. An orphan still shows the group and the session that its
     * parent had; while their leader is alive, no other group or session has these numbers.
     */
    private static void addRelatives(List<ProcessEntry> others, Map<Long, ProcessTree> owners) {
        boolean changed = !owners.isEmpty();
        while (changed) {
            changed = false;
            for (ProcessEntry entry : others) {
                ProcessTree owner = ownerOfRelative(entry, owners);
                if (owner != null && owners.putIfAbsent(entry.pid(), owner) == null) {
                    changed = true;
                }
            }
        }
    }

    private static ProcessTree ownerOfRelative(ProcessEntry entry, Map<Long, ProcessTree> owners) {
        ProcessTree owner = owners.get(entry.parent());
        if (owner == null) {
            owner = owners.get(entry.group());
        }
        return owner == null ? owners.get(entry.session()) : owner;
    }

    private static Map<ProcessTree, Members> members(Collection<ProcessTree> trees, ProcessSnapshot snapshot,
            Map<Long, ProcessTree> owners, Lookup lookup) {
        Map<ProcessTree, Members> members = new LinkedHashMap<>();
        for (ProcessTree tree : trees) {
            members.put(tree, new Members(new ArrayList<>(USUAL_MEMBERS), Set.of(), false));
        }
        for (ProcessEntry entry : snapshot.living()) {
            ProcessTree owner = owners.get(entry.pid());
            if (owner != null) {
                members.get(owner).living().add(entry);
            }
        }
        for (ProcessEntry entry : snapshot.dead()) {
            ProcessTree owner = lookup.byGroupOrSession(entry);
            if (owner != null && entry.group() == owner.root().pid()) {
                members.put(owner, members.get(owner).withDead(entry.identity()));
            }
        }
        return members;
    }

    /**
     * The members of a tree.
     *
     * @param living the living members
     * @param dead the zombies in the group of the root. While the group has a zombie, no other group has its number. A zombie
     *        that the previous scan has not found was alive in between
     * @param unseen whether the group of the root contains a process though the scan has found none
     */
    record Members(List<ProcessEntry> living, Set<ProcessId> dead, boolean unseen) {

        boolean isEmpty() {
            return living.isEmpty() && dead.isEmpty();
        }

        Members withDead(ProcessId zombie) {
            Set<ProcessId> more = dead.isEmpty() ? new HashSet<>() : dead;
            more.add(zombie);
            return new Members(living, more, unseen);
        }

        Members withUnseen() {
            return new Members(living, dead, true);
        }
    }

    /** What the number of a group or a session stands for. */
    private record Led(ProcessTree tree, long startTicks) {
    }

    /** The trees by known member, by group and session of the root and of other leaders, and by marker. */
    private static final class Lookup {

        private final Map<ProcessId, ProcessTree> byMember = new HashMap<>();
        private final Map<Long, ProcessTree> byRoot = new HashMap<>();
        private final Map<Long, Led> byLeader = new HashMap<>();
        private final Map<Marker, ProcessTree> byMarker = new HashMap<>();
        private boolean detached;

        Lookup(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
            for (ProcessTree tree : trees) {
                tree.known().forEach(member -> byMember.putIfAbsent(member, tree));
                byMarker.put(tree.marker(), tree);
                detached |= tree.marker().variable().equals(RunnerId.DETACHED);
                // If another process has the pid of the root, the group and the session of the root have ended before.
                if (tree.hasRootGroup() && !snapshot.isPidReused(tree.root())) {
                    byRoot.put(tree.root().pid(), tree);
                }
                for (ProcessId leader : tree.leaders()) {
                    if (!snapshot.isPidReused(leader)) {
                        byLeader.put(leader.pid(), new Led(tree, leader.startTicks()));
                    }
                }
            }
        }

        ProcessTree known(ProcessEntry entry) {
            return byMember.get(entry.identity());
        }

        ProcessTree byGroupOrSession(ProcessEntry entry) {
            ProcessTree tree = byRoot.get(entry.group());
            if (tree == null) {
                tree = byRoot.get(entry.session());
            }
            return tree != null && entry.identity().startTicks() >= tree.root().startTicks() ? tree : null;
        }

        /** A leader that has ended since the last scan can have left a child. */
        ProcessTree byLeader(ProcessEntry entry) {
            Led led = byLeader.get(entry.group());
            if (led == null) {
                led = byLeader.get(entry.session());
            }
            return led != null && entry.identity().startTicks() >= led.startTicks() ? led.tree() : null;
        }

        ProcessTree byMarker(Marker marker) {
            return byMarker.get(marker);
        }

        boolean hasDetached() {
            return detached;
        }
    }
}
