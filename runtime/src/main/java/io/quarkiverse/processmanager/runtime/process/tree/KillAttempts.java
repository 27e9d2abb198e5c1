package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Counts how often and since when each member of a tree is killed. A process counts as unkillable only after several kills
 * over a while: it can be freshly forked, or a busy machine can delay the first kill. For one thread.
 */
final class KillAttempts {

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STUCK_ATTEMPTS = 4;

    private Map<ProcessId, Attempts> attempts = Map.of();

    /** Records one more kill of these processes, and returns those that have survived kills for a while. */
    List<ProcessEntry> next(List<ProcessEntry> living, long nowNanos) {
        Map<ProcessId, Attempts> next = new HashMap<>();
        List<ProcessEntry> stuck = new ArrayList<>();
        for (ProcessEntry entry : living) {
            Attempts before = attempts.getOrDefault(entry.identity(), new Attempts(nowNanos, 0));
            next.put(entry.identity(), new Attempts(before.sinceNanos, before.count + 1));
            if (before.count >= STUCK_ATTEMPTS && nowNanos - before.sinceNanos > STUCK_NANOS) {
                stuck.add(entry);
            }
        }
        attempts = next;
        return stuck;
    }

    private record Attempts(long sinceNanos, int count) {
    }
}
