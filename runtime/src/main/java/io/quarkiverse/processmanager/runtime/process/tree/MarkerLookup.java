package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** Remembers which tree the environment of a process names; reading an environment costs more than all else of a look. */
final class MarkerLookup {

    /** A process that has just been forked shows the environment of its parent, until it executes its own program. */
    private static final long SETTLED_TICKS = 100;

    private final ProcessTable table;
    private final String variable;
    private final long sinceTicks;
    private final Map<ProcessId, Optional<Marker>> seen = new HashMap<>();
    private ScanConfidence confidence = ScanConfidence.SURE;

    private MarkerLookup(ProcessTable table, String variable, long sinceTicks) {
        this.table = table;
        this.variable = variable;
        this.sinceTicks = sinceTicks;
    }

    /** Of what a JVM has started; nothing older than the JVM can be its child. */
    static MarkerLookup of(ProcessTable table, RunnerId jvm) {
        return new MarkerLookup(table, jvm.variable(), jvm.process().startTicks());
    }

    /** Of what outlives its JVM. */
    static MarkerLookup ofDetached(ProcessTable table) {
        return new MarkerLookup(table, RunnerId.DETACHED, 0);
    }

    /** The marker that the environment of a process has. */
    Optional<Marker> of(ProcessEntry entry, long nowTicks) {
        if (entry.identity().startTicks() < sinceTicks) {
            return Optional.empty();
        }
        Optional<Marker> known = seen.get(entry.identity());
        if (known != null) {
            return known;
        }
        ProcessTable.EnvironmentRead glance = table.readEnvironment(entry.pid(), variable);
        Optional<Marker> marker = glance.value().map(value -> new Marker(variable, value));
        boolean young = nowTicks - entry.identity().startTicks() <= SETTLED_TICKS;
        if (marker.isPresent() || !young && !glance.hidden()) {
            seen.put(entry.identity(), marker);
        } else if (young && glance.hidden()) {
            confidence = ScanConfidence.DOUBTFUL;
        } else if (confidence == ScanConfidence.SURE) {
            confidence = ScanConfidence.LIKELY;
        }
        return marker;
    }

    /** Whether all that were asked for since the last call have shown what they are. */
    ScanConfidence takeCertainty() {
        ScanConfidence result = confidence;
        confidence = ScanConfidence.SURE;
        return result;
    }

    /** Forgets the dead. */
    void keep(ProcessSnapshot snapshot) {
        Set<ProcessId> living = new HashSet<>();
        for (ProcessEntry entry : snapshot.living()) {
            living.add(entry.identity());
        }
        seen.keySet().retainAll(living);
    }
}
