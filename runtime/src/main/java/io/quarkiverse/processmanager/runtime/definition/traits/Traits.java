package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.OtelPolicy;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.command.ProcessCommand;

/**
 * The settings of a definition that say neither what runs nor how it starts and stops. Of all these, only a
 * change of {@code otel.environment} restarts the process. A new group of such settings is a component here, so that no constructor
 * of {@code ProcessSettings} changes.
 *
 * @param inherited the settings that come from another process or from the defaults of all processes, each with its property
 */
public record Traits(Set<String> tags, WatchPolicy watch, Replication replication, Optional<ProcessCheck> liveness,
        Location location, Map<String, ProcessCommand> commands, OtelPolicy otel, Map<String, String> inherited) {

    public static final Traits NONE = new Traits(Set.of(), WatchSettings.NONE, Replication.NONE, Optional.empty(),
            Location.HERE, Map.of(), OtelSettings.NONE, Map.of());

    public Traits {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        commands = Collections.unmodifiableMap(new TreeMap<>(commands));
        inherited = Collections.unmodifiableMap(new TreeMap<>(inherited));
    }

    /** These settings with another liveness check. */
    public Traits with(Optional<ProcessCheck> check) {
        return new Traits(tags, watch, replication, check, location, commands, otel, inherited);
    }

    /** These settings with other commands. */
    public Traits with(Map<String, ProcessCommand> others) {
        return new Traits(tags, watch, replication, liveness, location, others, otel, inherited);
    }

    /** These settings with another number of replicas. */
    public Traits with(Replication other) {
        return new Traits(tags, watch, other, liveness, location, commands, otel, inherited);
    }

    /** These settings with the properties of the settings that come from elsewhere. */
    public Traits inheriting(Map<String, String> properties) {
        return new Traits(tags, watch, replication, liveness, location, commands, otel, properties);
    }
}
