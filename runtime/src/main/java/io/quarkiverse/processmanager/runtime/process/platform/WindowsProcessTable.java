package io.quarkiverse.processmanager.runtime.process.platform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.process.table.PidScope;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The processes that the JDK shows on Windows. The table follows the tree of each root from parent to child and remembers its
 * members. There are no groups and no environments; the root stands in for the session. Safe for use by several threads.
 * <p>
 * OSHI 7.5 does not replace {@link ProcessHandle}: it shows the same parents and start times, without a handle that survives
 * the reuse of a pid. It can also read environments, which the JDK cannot, through JNA and the memory of the other process.
 */
final class WindowsProcessTable implements ProcessTable {

    private static final long MILLIS_PER_TICK = 1_000 / TICKS_PER_SECOND;
    /** A start time is a time of the clock, so that a pid with its start time is valid over all boots. */
    private static final PidScope SCOPE = new PidScope("by-the-clock", "");

    private final Map<ProcessId, Followed> followed = new HashMap<>();

    /** Adds the tree of a child that has just been started. */
    synchronized ProcessId follow(ProcessHandle root) {
        ProcessId identity = new ProcessId(root.pid(), startTicks(root));
        followed.put(identity, new Followed(root, new HashSet<>(Set.of(root))));
        return identity;
    }

    /** Removes the tree of a root, because it has no living member. */
    synchronized void forget(ProcessId root) {
        followed.remove(root);
    }

    @Override
    public synchronized List<ProcessEntry> all() {
        Map<Long, ProcessEntry> entries = new LinkedHashMap<>();
        add(entries, ProcessHandle.current(), 0);
        for (Followed tree : followed.values()) {
            for (ProcessHandle member : List.copyOf(tree.members())) {
                scan(entries, tree, member);
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static void scan(Map<Long, ProcessEntry> entries, Followed tree, ProcessHandle member) {
        add(entries, member, tree.root().pid());
        List<ProcessHandle> children = children(member).toList();
        for (ProcessHandle child : children) {
            tree.members().add(child);
            add(entries, child, tree.root().pid());
        }
        if (children.isEmpty() && !member.isAlive() && !member.equals(tree.root())) {
            tree.members().remove(member);
        }
    }

    private static void add(Map<Long, ProcessEntry> entries, ProcessHandle handle, long root) {
        if (handle.isAlive()) {
            entries.putIfAbsent(handle.pid(), entry(handle, root, root));
        }
    }

    /** The descendants of a process, also of one that has exited, as long as the system keeps its pid as their parent. */
    private static Stream<ProcessHandle> children(ProcessHandle member) {
        if (member.isAlive()) {
            return member.descendants();
        }
        boolean pidIsTaken = ProcessHandle.of(member.pid()).isPresent();
        return pidIsTaken ? Stream.empty()
                : member.children().flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
    }

    /** The living processes with that pid in the trees of this table. */
    synchronized List<ProcessHandle> members(long pid) {
        List<ProcessHandle> members = new ArrayList<>();
        for (Followed tree : followed.values()) {
            for (ProcessHandle member : tree.members()) {
                if (member.pid() == pid && member.isAlive()) {
                    members.add(member);
                }
            }
        }
        return members;
    }

    @Override
    public Optional<ProcessEntry> read(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .map(handle -> entry(handle, handle.parent().map(ProcessHandle::pid).orElse(0L), 0));
    }

    private static ProcessEntry entry(ProcessHandle handle, long parent, long session) {
        return new ProcessEntry(new ProcessId(handle.pid(), startTicks(handle)), parent, 0, session, 'R', 0, false);
    }

    private static long startTicks(ProcessHandle handle) {
        Instant start = handle.info().startInstant().orElse(Instant.EPOCH);
        return start.toEpochMilli() / MILLIS_PER_TICK;
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        return Optional.empty();
    }

    @Override
    public String command(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).orElse("");
    }

    @Override
    public Optional<String> user(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().user());
    }

    @Override
    public long nowTicks() {
        return SystemClock.wallMillis() / MILLIS_PER_TICK;
    }

    @Override
    public PidScope pidScope() {
        return SCOPE;
    }

    /**
     * A process tree.
     *
     * @param root the process that this JVM has started
     * @param members all processes that a scan has found in the tree, with the root
     */
    private record Followed(ProcessHandle root, Set<ProcessHandle> members) {
    }
}
