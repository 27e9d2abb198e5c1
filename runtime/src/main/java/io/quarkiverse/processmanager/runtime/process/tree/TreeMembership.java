package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * Finds who belongs to which tree. A process belongs to a tree if it was found in it before, if its group or its session is
 * that of the root, if its environment says so, or if its parent or the leader of its group or session belongs to it. Each
 * alone misses some: a daemon leaves parent, group and session, a program can wipe its environment.
 */
final class TreeMembership {

    private final ProcessTable table;
    private final MarkerLookup markers;
    private final MarkerLookup detachedMarkers;

    TreeMembership(ProcessTable table, RunnerId jvm) {
        this.table = table;
        this.markers = MarkerLookup.of(table, jvm);
        this.detachedMarkers = MarkerLookup.ofDetached(table);
    }

    /** Who belongs to each of the trees. */
    Map<ProcessTree, Members> of(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> owners = confined(trees, snapshot);
        List<ProcessEntry> others = new ArrayList<>();
        Lookup lookup = new Lookup(trees, snapshot);
        for (ProcessEntry entry : snapshot.living()) {
            ProcessTree owner = owners.containsKey(entry.pid()) ? owners.get(entry.pid())
                    : owner(entry, lookup, snapshot.nowTicks());
            if (owner == null) {
                others.add(entry);
            } else {
                owners.put(entry.pid(), owner);
            }
        }
        inherit(others, owners);
        markers.keep(snapshot);
        detachedMarkers.keep(snapshot);
        return members(trees, snapshot, owners, lookup);
    }

    /** How certain the answers since the last call were. */
    ScanConfidence takeCertainty() {
        ScanConfidence one = markers.takeCertainty();
        ScanConfidence other = detachedMarkers.takeCertainty();
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Control groups leave no doubt; who was forked since the census is in them too. */
    private Map<Long, ProcessTree> confined(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
        Map<Long, ProcessTree> owners = new HashMap<>();
        for (ProcessTree tree : trees) {
            for (Long pid : tree.confined()) {
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
        return owner;
    }

    /**
     * Children belong where their parents belong, and so on down. Who has lost its parent still shows the group and the session
     * that it was born into; while their leader is alive, these numbers are those of nobody else.
     */
    private static void inherit(List<ProcessEntry> others, Map<Long, ProcessTree> owners) {
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
            members.put(tree, new Members(new ArrayList<>(), new HashSet<>(), false));
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
                members.get(owner).dead().add(entry.identity());
            }
        }
        return members;
    }

    /**
     * Who belongs to a tree.
     *
     * @param living its members
     * @param dead those in the group of its root that nobody has waited for. While there is one, the group is that of the root;
     *        and who is new among them was alive, however short
     * @param unseen whether somebody is in the group of its root, though nobody was found
     */
    record Members(List<ProcessEntry> living, Set<ProcessId> dead, boolean unseen) {

        boolean isEmpty() {
            return living.isEmpty() && dead.isEmpty();
        }

        Members withSomebodyUnseen() {
            return new Members(living, dead, true);
        }
    }

    /** The trees by what their members have in common. */
    private static final class Lookup {

        private final Map<ProcessId, ProcessTree> byMember = new HashMap<>();
        private final Map<Long, ProcessTree> byRoot = new HashMap<>();
        private final Map<Marker, ProcessTree> byMarker = new HashMap<>();
        private boolean detached;

        Lookup(Collection<ProcessTree> trees, ProcessSnapshot snapshot) {
            for (ProcessTree tree : trees) {
                tree.known().forEach(member -> byMember.putIfAbsent(member, tree));
                byMarker.put(tree.marker(), tree);
                detached |= tree.marker().variable().equals(RunnerId.DETACHED);
                // If the pid of the root is taken, its group and session have ended before.
                if (tree.hasItsGroup() && !snapshot.isTaken(tree.root())) {
                    byRoot.put(tree.root().pid(), tree);
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

        ProcessTree byMarker(Marker marker) {
            return byMarker.get(marker);
        }

        boolean hasDetached() {
            return detached;
        }
    }
}
