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
    private final Map<ProcessIdentity, Optional<String>> seen = new HashMap<>();

    /** Nothing older than this JVM can be its child. */
    Markers(ProcessTable table, JvmIdentity jvm) {
        this.table = table;
        this.variable = jvm.variable();
        this.sinceTicks = jvm.process().startTicks();
    }

    /** The tree named by the environment of a process. */
    Optional<String> of(ProcessEntry entry, long nowTicks) {
        if (entry.identity().startTicks() < sinceTicks) {
            return Optional.empty();
        }
        Optional<String> known = seen.get(entry.identity());
        if (known != null) {
            return known;
        }
        Optional<String> marker = table.variable(entry.pid(), variable);
        if (marker.isPresent() || nowTicks - entry.identity().startTicks() > SETTLED_TICKS) {
            seen.put(entry.identity(), marker);
        }
        return marker;
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
