package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The members of a tree that lead a group, and so maybe a session. Such a leader can fork a child and end between two scans.
 * Only the number of the leader shows the child then if that has cleared its environment. For one thread.
 */
final class LedGroups {

    /** An empty group frees its number. The system does not reuse it that soon. */
    private static final long UNSEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<ProcessId, Long> seenNanos = new HashMap<>();

    /** Records the members that a scan has found. */
    void found(List<ProcessEntry> living, long nowNanos) {
        Set<Long> numbers = new HashSet<>();
        for (ProcessEntry entry : living) {
            numbers.add(entry.group());
            numbers.add(entry.session());
        }
        Set<ProcessId> recent = recent(nowNanos);
        seenNanos.keySet().retainAll(recent);
        for (ProcessId leader : recent) {
            if (numbers.contains(leader.pid())) {
                seenNanos.put(leader, nowNanos);
            }
        }
        for (ProcessEntry entry : living) {
            if (entry.group() == entry.pid()) {
                seenNanos.put(entry.identity(), nowNanos);
            }
        }
    }

    /** The leaders whose numbers certainly still stand for their groups and sessions. */
    Set<ProcessId> recent(long nowNanos) {
        Set<ProcessId> recent = new HashSet<>();
        seenNanos.forEach((leader, seen) -> {
            if (nowNanos - seen <= UNSEEN_NANOS) {
                recent.add(leader);
            }
        });
        return recent;
    }
}
