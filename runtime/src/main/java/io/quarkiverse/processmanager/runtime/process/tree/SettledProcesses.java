package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * The processes whose tree an earlier scan has found out for good. A scan does not read foreign processes, nor members of trees
 * that it does not scan for. The system assigns pids in turn, so a pid stands for the same process until the system has come to
 * it again. If few processes were started since the last scan, their pids and those that the last scan has not settled are all
 * that a scan reads; otherwise it lists all pids. Its cost follows from what has started since, not from what exists. For one
 * thread.
 */
final class SettledProcesses {

    private static final int LARGEST_PART = 4;
    /** A list of all pids costs as much as the lookups of some hundred of them. */
    private static final int MOST_STARTED = 64;
    /** A process that has ended is forgotten with the next list. */
    private static final int MOST_ENDED = 256;

    private final RunnerId jvm;
    private final int mostStarted;
    private final SettledMap settled = new SettledMap();
    /** The processes that the last scan has found and not settled; empty if the next scan must list all pids. */
    private Optional<Set<Long>> unsettled = Optional.empty();
    /** The pids that the current scan looks up; empty if it lists all. */
    private Set<Long> candidates = Set.of();
    private Optional<PidCounter> counter = Optional.empty();
    /** The pid that the system had assigned last at the scan before the last one. */
    private long before;
    private OptionalLong forks = OptionalLong.empty();
    private int listedSize;
    private long jvmSession;

    SettledProcesses(RunnerId jvm) {
        this(jvm, MOST_STARTED);
    }

    /** @param mostStarted lists all pids if more processes were started since the last scan */
    SettledProcesses(RunnerId jvm, int mostStarted) {
        this.jvm = jvm;
        this.mostStarted = mostStarted;
    }

    /**
     * Scans for the members of these trees. It reads the process with the pid of each root, which can be another one.
     *
     * @param forksBefore the number of processes that were started since the boot
     * @param pidsBefore how far the system is in assigning pids
     */
    List<ProcessEntry> scan(ProcessTable table, Collection<ProcessTree> trees, OptionalLong forksBefore,
            Optional<PidCounter> pidsBefore) {
        Optional<PidCounter> last = counter;
        OptionalLong lastForks = forks;
        Optional<Set<Long>> left = unsettled;
        counter = pidsBefore;
        forks = forksBefore;
        // A scan that fails is followed by a complete one.
        unsettled = Optional.empty();
        if (last.isEmpty() || counter.isEmpty() || lastForks.isEmpty() || forks.isEmpty()
                || forks.getAsLong() - lastForks.getAsLong() > counter.get().limit() / LARGEST_PART) {
            settled.clear();
            return list(table, trees);
        }
        long from = begin(last.get().last());
        OptionalLong started = counter.get().since(last.get());
        if (left.isEmpty() || started.isEmpty() || started.getAsLong() > mostStarted
                || settled.size() > listedSize + MOST_ENDED) {
            settled.forgetPassed(last.get(), counter.get());
            return list(table, trees);
        }
        return table.among(candidates(trees, left.get(), last.get().last(), from));
    }

    /**
     * The pid behind which a scan looks for new processes. A child gets its pid a moment before it is visible, and others can start in
     * that moment: the last scan may have missed those that were started before it.
     */
    private long begin(long last) {
        long from = before <= last ? Math.max(before, last - mostStarted) : last;
        before = last;
        return Math.max(1, Math.min(from, last - CatchUp.BEFORE));
    }

    /** Reads each process of the machine, and remembers none. */
    List<ProcessEntry> scanAll(ProcessTable table) {
        settled.clear();
        unsettled = Optional.empty();
        counter = Optional.empty();
        return table.all();
    }

    private List<ProcessEntry> list(ProcessTable table, Collection<ProcessTree> trees) {
        Set<Marker> wanted = new HashSet<>();
        Set<Long> roots = new HashSet<>();
        for (ProcessTree tree : trees) {
            wanted.add(tree.marker());
            roots.add(tree.root().pid());
        }
        candidates = Set.of();
        Set<Long> skipped = new HashSet<>();
        List<ProcessEntry> entries = table.except(pid -> {
            boolean skips = settled.has(pid) && !roots.contains(pid)
                    && settled.marker(pid).filter(wanted::contains).isEmpty();
            if (skips) {
                skipped.add(pid);
            }
            return skips;
        });
        // A process that the table has not listed has ended; one that is read is settled again.
        settled.retain(skipped);
        listedSize = skipped.size() + entries.size();
        return entries;
    }

    private Set<Long> candidates(Collection<ProcessTree> trees, Set<Long> left, long last, long from) {
        Set<Long> pids = new HashSet<>(left);
        for (long pid = from + 1; pid <= counter.orElseThrow().last(); pid++) {
            if (pid > last) {
                settled.forget(pid);
            }
            if (!settled.has(pid)) {
                pids.add(pid);
            }
        }
        for (ProcessTree tree : trees) {
            pids.add(tree.root().pid());
            pids.addAll(settled.members(tree.marker()));
        }
        candidates = pids;
        return pids;
    }

    /** The sessions of the settled processes that a scan has skipped. */
    Set<Long> sessionsBeside(ProcessSnapshot snapshot) {
        return settled.sessionsExcept(snapshot::has);
    }

    /** Remembers what a scan has found out for good; {@code owners} are the trees of the members by pid. */
    void scanned(ProcessSnapshot snapshot, Map<Long, ProcessTree> owners, MarkerLookup markers) {
        if (counter.isEmpty()) {
            return;
        }
        settled.retainAlive(candidates, snapshot);
        snapshot.find(jvm.process().pid()).ifPresent(self -> {
            jvmSession = self.session();
            settled.add(self, Optional.empty());
        });
        for (ProcessEntry entry : snapshot.living()) {
            ProcessTree owner = owners.get(entry.pid());
            if (settled.has(entry.pid())) {
                if (fits(settled.marker(entry.pid()), owner)) {
                    settled.update(entry);
                } else {
                    settled.forget(entry.pid());
                }
            } else if (markers.isFinal(entry)) {
                Optional<Marker> marker = markers.known(entry);
                if (fits(marker, owner) && (marker.isPresent() || isForeign(entry, snapshot))) {
                    settled.add(entry, marker);
                }
            }
        }
        Set<Long> left = new HashSet<>();
        for (Long pid : snapshot.pids()) {
            if (!settled.has(pid)) {
                left.add(pid);
            }
        }
        unsettled = Optional.of(left);
    }

    private static boolean fits(Optional<Marker> marker, ProcessTree owner) {
        return owner == null || marker.isPresent() && owner.marker().equals(marker.get());
    }

    /** Whether a scan that has not read a process would know it. */
    boolean has(long pid) {
        return settled.has(pid);
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
                                || !snapshot.has(entry.group()) && !settled.has(entry.group()));
    }

    private boolean isForeign(long pid) {
        return settled.has(pid) && settled.marker(pid).isEmpty() || pid <= 1;
    }
}
