package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * The processes of the machine at one moment: one scan for all trees. Processes that certainly belong to none of these trees can
 * be missing. For one thread.
 */
final class ProcessSnapshot {

    private static final char STOPPED = 'T';

    private final List<ProcessEntry> living = new ArrayList<>();
    private final List<ProcessEntry> dead = new ArrayList<>();
    private final Map<Long, ProcessEntry> byPid = new HashMap<>();
    private final Function<ProcessSnapshot, Set<Long>> missing;
    private Optional<Set<Long>> incompleteSessions = Optional.empty();
    private Optional<Map<Long, Integer>> groupSizes = Optional.empty();
    private final long nowTicks;
    private boolean watchdogStopped;

    /** A snapshot of all processes. */
    ProcessSnapshot(List<ProcessEntry> all, long nowTicks, Watchdog watchdog) {
        this(all, complete -> Set.of(), nowTicks, watchdog);
    }

    /**
     * This JVM, its watchdog and process 1 are never part of a tree.
     *
     * @param missing finds the sessions of the processes that are missing; only signals need them
     */
    ProcessSnapshot(List<ProcessEntry> entries, Function<ProcessSnapshot, Set<Long>> missing, long nowTicks,
            Watchdog watchdog) {
        this.missing = missing;
        this.nowTicks = nowTicks;
        long self = ProcessHandle.current().pid();
        for (ProcessEntry entry : entries) {
            byPid.put(entry.pid(), entry);
            if (entry.dead()) {
                dead.add(entry);
                continue;
            }
            if (watchdog.isOwnProcess(entry.pid())) {
                watchdogStopped |= entry.state() == STOPPED;
            } else if (entry.pid() != 1 && entry.pid() != self) {
                living.add(entry);
            }
        }
    }

    /** Adds a process that was started after the scan. Does nothing if the snapshot has a process with its pid. */
    void add(ProcessEntry entry) {
        if (byPid.putIfAbsent(entry.pid(), entry) == null && !entry.dead()) {
            groupSizes = Optional.empty();
            living.add(entry);
        }
    }

    /** The pids of all processes of the snapshot, dead or alive. */
    Set<Long> pids() {
        return byPid.keySet();
    }

    boolean has(long pid) {
        return byPid.containsKey(pid);
    }

    /** The time of the scan, on the clock of start times. */
    long nowTicks() {
        return nowTicks;
    }

    List<ProcessEntry> living() {
        return living;
    }

    /** Whether the process of the watchdog does not run, because it has received STOP. */
    boolean isWatchdogStopped() {
        return watchdogStopped;
    }

    /** The zombies: processes that have ended and that their parents have not waited for yet. */
    List<ProcessEntry> dead() {
        return dead;
    }

    /**
     * Whether a group has so many living processes and no other ones, members of a tree or not. All processes of a group are in
     * one session.
     */
    boolean isWholeGroup(ProcessEntry member, int size) {
        Set<Long> incomplete = incompleteSessions.orElseGet(() -> missing.apply(this));
        incompleteSessions = Optional.of(incomplete);
        return !incomplete.contains(member.session()) && groupSizes().getOrDefault(member.group(), 0) == size;
    }

    /** Counted when they are needed, because most scans signal no group. */
    private Map<Long, Integer> groupSizes() {
        Map<Long, Integer> sizes = groupSizes.orElseGet(this::countGroups);
        groupSizes = Optional.of(sizes);
        return sizes;
    }

    private Map<Long, Integer> countGroups() {
        Map<Long, Integer> sizes = new HashMap<>();
        for (ProcessEntry entry : byPid.values()) {
            if (!entry.dead()) {
                sizes.merge(entry.group(), 1, Integer::sum);
            }
        }
        return sizes;
    }

    /** Whether the snapshot has found this process alive. */
    boolean isAlive(ProcessId identity) {
        ProcessEntry holder = byPid.get(identity.pid());
        return holder != null && !holder.dead() && holder.identity().equals(identity);
    }

    /** The process with that pid, dead or alive, if the snapshot has it. */
    Optional<ProcessEntry> find(long pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /** Whether another process has the pid of this one by now. */
    boolean isPidReused(ProcessId identity) {
        ProcessEntry holder = byPid.get(identity.pid());
        return holder != null && !holder.identity().equals(identity);
    }
}
