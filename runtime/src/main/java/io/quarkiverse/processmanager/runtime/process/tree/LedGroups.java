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
 * The members of a tree beside its root that lead a group, and so maybe a session. Such a leader can fork a child and end between
 * two scans. Only the number of the leader shows the child then if that has cleared its environment. The number of the root is that
 * of its {@link RootGroup}. For one thread.
 */
final class LedGroups {

    /** An empty group frees its number. The system does not reuse it that soon. */
    private static final long UNSEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProcessId root;
    private final Map<ProcessId, Long> seenNanos = new HashMap<>();

    LedGroups(ProcessId root) {
        this.root = root;
    }

    /** Records the members that a scan has found. */
    void found(List<ProcessEntry> living, long nowNanos) {
        forgetOld(nowNanos);
        Long now = nowNanos;
        int alive = 0;
        for (ProcessEntry entry : living) {
            if (entry.group() == entry.pid() && !entry.identity().equals(root)) {
                seenNanos.put(entry.identity(), now);
                alive++;
            }
        }
        if (seenNanos.size() > alive) {
            // Some leaders have ended.
            Set<Long> numbers = new HashSet<>();
            for (ProcessEntry entry : living) {
                numbers.add(entry.group());
                numbers.add(entry.session());
            }
            seenNanos.replaceAll((leader, seen) -> numbers.contains(leader.pid()) ? now : seen);
        }
    }

    /** The leaders whose numbers certainly still stand for their groups and sessions. A view, until the next call. */
    Set<ProcessId> recent(long nowNanos) {
        forgetOld(nowNanos);
        return seenNanos.keySet();
    }

    private void forgetOld(long nowNanos) {
        // Most trees have one member, the root.
        if (!seenNanos.isEmpty()) {
            seenNanos.values().removeIf(seen -> nowNanos - seen > UNSEEN_NANOS);
        }
    }
}
