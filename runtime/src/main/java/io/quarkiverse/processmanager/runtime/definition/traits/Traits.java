package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.WatchPolicy;

/**
 * The settings of a definition that say neither what runs nor how it starts and stops. A change of one restarts nothing. A new
 * group of such settings is a component here, so that no constructor of {@code ProcessSettings} changes.
 */
public record Traits(Set<String> tags, WatchPolicy watch, Replication replication, Optional<ProcessCheck> liveness,
        Location location) {

    public static final Traits NONE = new Traits(Set.of(), WatchSettings.NONE, Replication.NONE, Optional.empty(),
            Location.HERE);

    public Traits {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    /** These settings with another liveness check. */
    public Traits with(Optional<ProcessCheck> check) {
        return new Traits(tags, watch, replication, check, location);
    }

    /** These settings with another number of replicas. */
    public Traits with(Replication other) {
        return new Traits(tags, watch, other, liveness, location);
    }
}
