package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The processes whose tree an earlier scan has found out for good. A scan does not read foreign processes, nor members of trees
 * that it does not scan for: its cost follows from what has started since, not from what exists. The system assigns pids in
 * turn, so a pid stands for the same process until the system has come to it again. For one thread.
 */
final class SettledProcesses {

    private static final int LARGEST_PART = 4;

    private final RunnerId jvm;
    private Map<Long, Settled> settled = new HashMap<>();
    private Optional<PidCounter> counter = Optional.empty();
    private OptionalLong forks = OptionalLong.empty();
    private Set<Long> skippedSessions = Set.of();
    private long jvmSession;

    /** {@code marker} is empty for a foreign process. */
    private record Settled(Optional<Marker> marker, long session) {
    }

    SettledProcesses(RunnerId jvm) {
        this.jvm = jvm;
    }

    /**
     * Selects the processes that a scan skips. Must be called right before the scan, and passes each pid to be listed once.
     *
     * @param trees the trees that the scan is for. It reads the process with the pid of each root, which can be another one
     * @param forksBefore the number of processes that were started since the boot
     * @param pidsBefore how far the system is in assigning pids
     */
    LongPredicate before(Collection<ProcessTree> trees, OptionalLong forksBefore, Optional<PidCounter> pidsBefore) {
        Set<Marker> wanted = new HashSet<>();
        Set<Long> roots = new HashSet<>();
        for (ProcessTree tree : trees) {
            wanted.add(tree.marker());
            roots.add(tree.root().pid());
        }
        Map<Long, Settled> before = stillValid(forksBefore, pidsBefore);
        Map<Long, Settled> listed = new HashMap<>();
        Set<Long> sessions = new HashSet<>();
        settled = listed;
        skippedSessions = sessions;
        return pid -> {
            Settled process = before.get(pid);
            boolean skipped = process != null && !roots.contains(pid)
                    && (process.marker.isEmpty() || !wanted.contains(process.marker.get()));
            if (skipped) {
                listed.put(pid, process);
                sessions.add(process.session);
            }
            return skipped;
        };
    }

    /** Does not skip anything in the next scan. */
    LongPredicate nothing() {
        settled = new HashMap<>();
        counter = Optional.empty();
        skippedSessions = Set.of();
        return pid -> false;
    }

    private Map<Long, Settled> stillValid(OptionalLong forksBefore, Optional<PidCounter> pidsBefore) {
        Optional<PidCounter> last = counter;
        OptionalLong lastForks = forks;
        counter = pidsBefore;
        forks = forksBefore;
        if (last.isEmpty() || counter.isEmpty() || lastForks.isEmpty() || forks.isEmpty()
                || forks.getAsLong() - lastForks.getAsLong() > counter.get().limit() / LARGEST_PART) {
            return Map.of();
        }
        settled.keySet().removeIf(pid -> counter.get().hasPassed(pid, last.get()));
        return settled;
    }

    /** The sessions of the processes that the last scan has skipped. */
    Set<Long> skippedSessions() {
        return skippedSessions;
    }

    /** Remembers what a scan has found out for good; {@code owners} are the trees of the members by pid. */
    void scanned(ProcessSnapshot snapshot, Map<Long, ProcessTree> owners, MarkerLookup markers) {
        if (counter.isEmpty()) {
            return;
        }
        snapshot.find(jvm.process().pid()).ifPresent(self -> {
            jvmSession = self.session();
            settled.put(self.pid(), new Settled(Optional.empty(), self.session()));
        });
        for (ProcessEntry entry : snapshot.living()) {
            if (markers.isFinal(entry)) {
                Optional<Marker> marker = markers.known(entry);
                ProcessTree owner = owners.get(entry.pid());
                if (marker.isPresent() ? owner == null || owner.marker().equals(marker.get())
                        : owner == null && isForeign(entry, snapshot)) {
                    settled.put(entry.pid(), new Settled(marker, entry.session()));
                }
            }
        }
    }

    /**
     * Whether a process without a marker cannot belong to any tree of this JVM. A process older than the JVM cannot. In another
     * case its session, which no process joins from outside, its parent and the leader of its group must be foreign. A process
     * in a session that is younger than the JVM can have cleared its environment. A child of the JVM can be a root that has not
     * executed its program yet. Each scan reads these two.
     */
    private boolean isForeign(ProcessEntry entry, ProcessSnapshot snapshot) {
        return entry.identity().startTicks() < jvm.process().startTicks()
                || (isForeign(entry.session()) || entry.session() == jvmSession) && isForeign(entry.parent())
                        && entry.parent() != jvm.process().pid()
                        && (entry.group() == entry.pid() || isForeign(entry.group())
                                || !snapshot.has(entry.group()) && !settled.containsKey(entry.group()));
    }

    private boolean isForeign(long pid) {
        Settled process = settled.get(pid);
        return process != null && process.marker.isEmpty() || pid <= 1;
    }
}
