package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.PidCounter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Settled processes by pid and by marker. For one thread. */
final class SettledMap {

    private final Map<Long, Settled> byPid = new HashMap<>();
    private final Map<Marker, Set<Long>> byMarker = new HashMap<>();

    /** {@code marker} is empty for a foreign process. */
    private record Settled(ProcessId identity, Optional<Marker> marker, long session) {
    }

    int size() {
        return byPid.size();
    }

    boolean has(long pid) {
        return byPid.containsKey(pid);
    }

    /** The marker of a settled process; empty for a foreign one. */
    Optional<Marker> marker(long pid) {
        return byPid.get(pid).marker;
    }

    /** The settled processes with a marker. */
    Set<Long> members(Marker marker) {
        return byMarker.getOrDefault(marker, Set.of());
    }

    void add(ProcessEntry entry, Optional<Marker> marker) {
        forget(entry.pid());
        byPid.put(entry.pid(), new Settled(entry.identity(), marker, entry.session()));
        if (marker.isPresent()) {
            byMarker.computeIfAbsent(marker.get(), some -> new HashSet<>()).add(entry.pid());
        }
    }

    void forget(long pid) {
        Settled process = byPid.remove(pid);
        if (process != null && process.marker.isPresent()) {
            Set<Long> members = byMarker.get(process.marker.get());
            members.remove(pid);
            if (members.isEmpty()) {
                byMarker.remove(process.marker.get());
            }
        }
    }

    /** Forgets those of the pids whose process the snapshot has not found alive any more. */
    void retainAlive(Set<Long> pids, ProcessSnapshot snapshot) {
        for (Long pid : pids) {
            Settled process = byPid.get(pid);
            if (process != null && !snapshot.isAlive(process.identity)) {
                forget(pid);
            }
        }
    }

    /** A process has been read again: it can have begun another session. */
    void update(ProcessEntry entry) {
        Settled process = byPid.get(entry.pid());
        if (process.session != entry.session()) {
            byPid.put(entry.pid(), new Settled(process.identity, process.marker, entry.session()));
        }
    }

    /** Forgets the pids that the system has come to again between two counts. */
    void forgetPassed(PidCounter from, PidCounter to) {
        for (Long pid : Set.copyOf(byPid.keySet())) {
            if (to.hasPassed(pid, from)) {
                forget(pid);
            }
        }
    }

    void retain(Set<Long> pids) {
        for (Long pid : Set.copyOf(byPid.keySet())) {
            if (!pids.contains(pid)) {
                forget(pid);
            }
        }
    }

    void clear() {
        byPid.clear();
        byMarker.clear();
    }

    /** The sessions of the processes, except those with the given pids. */
    Set<Long> sessionsExcept(LongPredicate pids) {
        Set<Long> sessions = new HashSet<>();
        byPid.forEach((pid, process) -> {
            if (!pids.test(pid)) {
                sessions.add(process.session);
            }
        });
        return sessions;
    }
}
