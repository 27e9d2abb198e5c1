package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Since when the members of a tree have been killed again and again. One that has just been forked, or has not been aimed at
 * before because the machine is busy, is not one that cannot be killed. For one thread.
 */
final class KillAttempts {

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STUCK_LOOKS = 4;

    private Map<ProcessId, Kills> kills = Map.of();

    /** Takes note of who is killed now, and says who has been killed for a while without effect. */
    List<ProcessEntry> next(List<ProcessEntry> living, long nowNanos) {
        Map<ProcessId, Kills> next = new HashMap<>();
        List<ProcessEntry> stuck = new ArrayList<>();
        for (ProcessEntry entry : living) {
            Kills before = kills.getOrDefault(entry.identity(), new Kills(nowNanos, 0));
            next.put(entry.identity(), new Kills(before.sinceNanos, before.count + 1));
            if (before.count >= STUCK_LOOKS && nowNanos - before.sinceNanos > STUCK_NANOS) {
                stuck.add(entry);
            }
        }
        kills = next;
        return stuck;
    }

    private record Kills(long sinceNanos, int count) {
    }
}
