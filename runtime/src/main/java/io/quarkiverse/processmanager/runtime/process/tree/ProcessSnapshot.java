package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** All processes of the machine at one moment: one scan for all trees. For one thread. */
final class ProcessSnapshot {

    private final List<ProcessEntry> living = new ArrayList<>();
    private final List<ProcessEntry> dead = new ArrayList<>();
    private final Map<Long, ProcessEntry> byPid = new HashMap<>();
    private final Map<Long, Integer> groupSizes = new HashMap<>();
    private final long nowTicks;

    /** The sizes of the groups include all processes. This JVM, its watchdog and process 1 are never part of a tree. */
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

    /** Adds a process that was started after the scan. Does nothing if the snapshot has a process with its pid. */
    void add(ProcessEntry entry) {
        if (byPid.putIfAbsent(entry.pid(), entry) == null && !entry.dead()) {
            groupSizes.merge(entry.group(), 1, Integer::sum);
            living.add(entry);
        }
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

    /** The zombies: processes that have ended and that their parents have not waited for yet. */
    List<ProcessEntry> dead() {
        return dead;
    }

    /** The number of living processes in a group, members of a tree or not. */
    int groupSize(long group) {
        return groupSizes.getOrDefault(group, 0);
    }

    /** Whether another process has the pid of this one by now. */
    boolean isPidReused(ProcessId identity) {
        ProcessEntry holder = byPid.get(identity.pid());
        return holder != null && !holder.identity().equals(identity);
    }
}
