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

/**
 * What the JDK itself knows of processes: who was started by whom, as long as those in between can be remembered. There are no
 * groups and no environments; the root stands in for the session. Safe for use by several threads.
 */
final class WindowsProcessTable implements ProcessTable {

    private static final long MILLIS_PER_TICK = 1_000 / TICKS_PER_SECOND;
    /** A start time is that of the clock, so that no two processes of any time are taken for one another. */
    private static final PidScope LIFE = new PidScope("by-the-clock", "");

    private final Map<ProcessId, Followed> followed = new HashMap<>();

    /** A child has been started, whose tree is to be seen from now on. */
    synchronized ProcessId follow(ProcessHandle root) {
        ProcessId identity = new ProcessId(root.pid(), startTicks(root));
        followed.put(identity, new Followed(root, new HashSet<>(Set.of(root))));
        return identity;
    }

    /** Its tree is gone. */
    synchronized void forget(ProcessId root) {
        followed.remove(root);
    }

    @Override
    public synchronized List<ProcessEntry> all() {
        Map<Long, ProcessEntry> entries = new LinkedHashMap<>();
        add(entries, ProcessHandle.current(), 0);
        for (Followed tree : followed.values()) {
            for (ProcessHandle member : List.copyOf(tree.members())) {
                look(entries, tree, member);
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static void look(Map<Long, ProcessEntry> entries, Followed tree, ProcessHandle member) {
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

    /** Those that a process has started, and what these have started; also when it has ended, where parents are kept then. */
    private static Stream<ProcessHandle> children(ProcessHandle member) {
        if (member.isAlive()) {
            return member.descendants();
        }
        boolean pidIsTaken = ProcessHandle.of(member.pid()).isPresent();
        return pidIsTaken ? Stream.empty()
                : member.children().flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
    }

    /** The living members of the tree of a process that is followed. */
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
        return System.currentTimeMillis() / MILLIS_PER_TICK;
    }

    @Override
    public PidScope pidScope() {
        return LIFE;
    }

    /**
     * A tree.
     *
     * @param root what was started
     * @param members who was ever seen in it, the root too
     */
    private record Followed(ProcessHandle root, Set<ProcessHandle> members) {
    }
}
