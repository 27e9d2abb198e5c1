package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** All living processes at one moment, with one look for all trees. */
final class ProcessSnapshot {

    private final List<ProcessEntry> living = new ArrayList<>();
    private final List<ProcessEntry> dead = new ArrayList<>();
    private final Map<Long, ProcessEntry> byPid = new HashMap<>();
    private final Map<Long, Integer> groupSizes = new HashMap<>();
    private final long nowTicks;

    /** Counts all; this JVM, its guard and the first process of the system are never part of a tree. */
    ProcessSnapshot(List<ProcessEntry> all, long nowTicks, Watchdog watchdog) {
        this.nowTicks = nowTicks;
        long self = ProcessHandle.current().pid();
        for (ProcessEntry entry : all) {
            byPid.put(entry.pid(), entry);
            if (entry.dead()) {
                dead.add(entry);
                continue;
            }
            groupSizes.merge(entry.group(), 1, Integer::sum);
            if (entry.pid() != 1 && entry.pid() != self && !watchdog.isOwnProcess(entry.pid())) {
                living.add(entry);
            }
        }
    }

    /** Adds one that has been started since, if it is none of them. */
    void add(ProcessEntry entry) {
        if (byPid.putIfAbsent(entry.pid(), entry) == null && !entry.dead()) {
            groupSizes.merge(entry.group(), 1, Integer::sum);
            living.add(entry);
        }
    }

    boolean has(long pid) {
        return byPid.containsKey(pid);
    }

    /** When they were looked at, on the clock of start times. */
    long nowTicks() {
        return nowTicks;
    }

    List<ProcessEntry> living() {
        return living;
    }

    /** Those that nobody has waited for yet. */
    List<ProcessEntry> dead() {
        return dead;
    }

    /** How many living processes are in a group, whoever they belong to. */
    int groupSize(long group) {
        return groupSizes.getOrDefault(group, 0);
    }

    /** Whether that pid belongs to another process than it did. */
    boolean isTaken(ProcessId identity) {
        ProcessEntry holder = byPid.get(identity.pid());
        return holder != null && !holder.identity().equals(identity);
    }
}
