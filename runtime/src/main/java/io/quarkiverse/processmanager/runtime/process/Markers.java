package io.quarkiverse.processmanager.runtime.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers which tree the environment of a process names; reading an environment costs more than all else of a look. */
final class Markers {

    /** A process that has just been forked shows the environment of its parent, until it executes its own program. */
    private static final long SETTLED_TICKS = 100;

    private final ProcessTable table;
    private final String variable;
    private final long sinceTicks;
    private final Map<ProcessIdentity, Optional<Marker>> seen = new HashMap<>();
    private Certainty certainty = Certainty.SURE;

    private Markers(ProcessTable table, String variable, long sinceTicks) {
        this.table = table;
        this.variable = variable;
        this.sinceTicks = sinceTicks;
    }

    /** Of what a JVM has started; nothing older than the JVM can be its child. */
    static Markers of(ProcessTable table, JvmIdentity jvm) {
        return new Markers(table, jvm.variable(), jvm.process().startTicks());
    }

    /** Of what outlives its JVM. */
    static Markers ofDetached(ProcessTable table) {
        return new Markers(table, JvmIdentity.DETACHED, 0);
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
        ProcessTable.Glance glance = table.glance(entry.pid(), variable);
        Optional<Marker> marker = glance.value().map(value -> new Marker(variable, value));
        boolean young = nowTicks - entry.identity().startTicks() <= SETTLED_TICKS;
        if (marker.isPresent() || !young && !glance.hidden()) {
            seen.put(entry.identity(), marker);
        } else if (young && glance.hidden()) {
            certainty = Certainty.DOUBTFUL;
        } else if (certainty == Certainty.SURE) {
            certainty = Certainty.LIKELY;
        }
        return marker;
    }

    /** Whether all that were asked for since the last call have shown what they are. */
    Certainty takeCertainty() {
        Certainty result = certainty;
        certainty = Certainty.SURE;
        return result;
    }

    /** Forgets the dead. */
    void keep(Census census) {
        Set<ProcessIdentity> living = new HashSet<>();
        for (ProcessEntry entry : census.living()) {
            living.add(entry.identity());
        }
        seen.keySet().retainAll(living);
    }
}
