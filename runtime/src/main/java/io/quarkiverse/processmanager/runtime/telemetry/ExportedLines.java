package io.quarkiverse.processmanager.runtime.telemetry;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.LogLine;

/**
 * Which lines have been exported, by process: after a live reload no line is exported a second time, and the missing ones are
 * counted. Safe for use by several threads.
 */
public final class ExportedLines {

    private static final int FEW = 64;

    private final Map<String, LogLine> last = new ConcurrentHashMap<>();
    private final Map<String, Long> missing = new ConcurrentHashMap<>();

    /** Whether the line is a new one. Counts the lines between it and the one before. */
    public boolean isNew(LogLine line) {
        LogLine before = last.get(line.processId());
        if (before != null && line.sequence() <= before.sequence() && !line.time().isAfter(before.time())) {
            return false;
        }
        if (before != null && line.sequence() > before.sequence() + 1) {
            lost(line.processId(), line.sequence() - before.sequence() - 1);
        }
        last.put(line.processId(), line);
        return true;
    }

    /** Lines could not be exported. */
    public void lost(String processId, long count) {
        missing.merge(processId, count, Long::sum);
    }

    /** Forgets processes that no longer exist, if they are many. */
    void keep(Collection<String> ids) {
        if (size() > 2 * ids.size() + FEW) {
            Set<String> left = Set.copyOf(ids);
            last.keySet().retainAll(left);
            missing.keySet().retainAll(left);
        }
    }

    /** The number of processes that are remembered. */
    int size() {
        return Math.max(last.size(), missing.size());
    }

    /** The number of missing lines since the last call. */
    public long takeMissing(String processId) {
        Long count = missing.isEmpty() ? null : missing.remove(processId);
        return count == null ? 0 : count;
    }
}
