package io.quarkiverse.processmanager;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has changed since the update before, in {@link ProcessManager#statusUpdates()}. Immutable.
 *
 * @param changed the current status of each process that is new, or whose status or definition has changed, by id; in the first
 *        update of a stream, all processes
 * @param removed the ids of the processes that no longer exist
 * @param statuses the current status of each process, as {@link ProcessManager#status()} returns it
 */
public record StatusUpdate(Map<String, ProcessStatus> changed, Set<String> removed, Map<String, ProcessStatus> statuses) {

    public StatusUpdate {
        changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
        removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
        // Without a copy: the map of all statuses shares what has not changed, and a copy would cost more than the update.
        statuses = Collections.unmodifiableMap(statuses);
    }

    /** The changed statuses, one on each line, then the removed processes; for people, not for parsing. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        changed.values().forEach(status -> text.append(text.isEmpty() ? "" : "\n").append(status));
        removed.forEach(id -> text.append(text.isEmpty() ? "" : "\n").append(id).append(": removed"));
        return text.toString();
    }
}
