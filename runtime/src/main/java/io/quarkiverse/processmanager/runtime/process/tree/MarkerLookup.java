package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/**
 * Finds the marker of a process, by its limit of file locks or else in its environment, and caches it: these reads are the most
 * expensive part of a scan. For one thread.
 */
final class MarkerLookup {

    /** A freshly forked process shows the environment of its parent until it executes its own program. */
    private static final long YOUNG_TICKS = 100;

    private final ProcessTable table;
    private final String variable;
    private final long sinceTicks;
    private final Map<ProcessId, Optional<Marker>> cache = new HashMap<>();
    private final Set<Marker> expected = new HashSet<>();
    private final Map<Long, Marker> byLimit = new HashMap<>();
    private ScanConfidence confidence = ScanConfidence.SURE;

    private MarkerLookup(ProcessTable table, String variable, long sinceTicks) {
        this.table = table;
        this.variable = variable;
        this.sinceTicks = sinceTicks;
    }

    /** For the processes that a JVM has started. No process older than the JVM can be among them. */
    static MarkerLookup of(ProcessTable table, RunnerId jvm) {
        return new MarkerLookup(table, jvm.variable(), jvm.process().startTicks());
    }

    /** For detached processes, which outlive the JVM that has started them. */
    static MarkerLookup ofDetached(ProcessTable table) {
        return new MarkerLookup(table, RunnerId.DETACHED, 0);
    }

    /** From now on, processes with the lock limit of this marker have this marker. */
    void expect(Marker marker) {
        if (marker.variable().equals(variable) && expected.add(marker)) {
            byLimit.put(marker.lockLimit(), marker);
        }
    }

    /** No process has this marker any more. */
    void forget(Marker marker) {
        if (expected.remove(marker)) {
            byLimit.remove(marker.lockLimit(), marker);
        }
    }

    /** The marker of a process; {@code nowTicks} is the time of the scan on the clock of start times. */
    Optional<Marker> of(ProcessEntry entry, long nowTicks) {
        if (entry.identity().startTicks() < sinceTicks) {
            return Optional.empty();
        }
        Optional<Marker> cached = cache.get(entry.identity());
        if (cached != null) {
            return cached;
        }
        OptionalLong limit = table.lockLimit(entry.pid());
        boolean marked = limit.isPresent() && Marker.isLockLimit(limit.getAsLong(), variable);
        if (marked && byLimit.containsKey(limit.getAsLong())) {
            // A process has the limit from its fork on, and for ever.
            Optional<Marker> known = Optional.of(byLimit.get(limit.getAsLong()));
            cache.put(entry.identity(), known);
            return known;
        }
        ProcessTable.EnvironmentRead environment = table.readEnvironment(entry.pid(), variable);
        Optional<Marker> marker = environment.value().map(value -> new Marker(variable, value));
        boolean young = nowTicks - entry.identity().startTicks() <= YOUNG_TICKS;
        // A process with a limit of this runner can be in a tree that this thread does not know yet.
        if (marker.isPresent() || !young && !environment.hidden() && !marked) {
            cache.put(entry.identity(), marker);
        } else if (young && environment.hidden()) {
            confidence = ScanConfidence.DOUBTFUL;
        } else if (confidence == ScanConfidence.SURE) {
            confidence = ScanConfidence.LIKELY;
        }
        return marker;
    }

    /** Takes note of the marker that a root was started with, so that no scan has to read it. */
    void learn(ProcessId root, Marker marker) {
        if (marker.variable().equals(variable)) {
            cache.put(root, Optional.of(marker));
        }
    }

    /** Whether the marker of a process, or that it has none, is known and does not change any more. */
    boolean isFinal(ProcessEntry entry) {
        return entry.identity().startTicks() < sinceTicks || cache.containsKey(entry.identity());
    }

    /** The marker of a process, as far as {@link #of} has found it. */
    Optional<Marker> known(ProcessEntry entry) {
        return cache.getOrDefault(entry.identity(), Optional.empty());
    }

    /** Returns the confidence in all answers since the last call, and resets it. */
    ScanConfidence takeConfidence() {
        ScanConfidence result = confidence;
        confidence = ScanConfidence.SURE;
        return result;
    }

    /** Removes the processes from the cache that do not match. */
    void retain(Predicate<ProcessId> living) {
        cache.keySet().removeIf(living.negate());
    }
}
