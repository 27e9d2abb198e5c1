package io.quarkiverse.processmanager.runtime.cdi;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that {@code @ForProcess} can have for a process: a replica has the name of the process with replicas, because the
 * number of replicas can change. The form of the id decides, so that the last event of a replica that is removed is found, too.
 *
 * @param withReplicas the ids of the declared processes with replicas
 */
record NamedProcesses(Set<String> withReplicas) {

    private static final Pattern REPLICA = Pattern.compile("(.+)-[0-9]{1,3}");

    NamedProcesses {
        withReplicas = Set.copyOf(withReplicas);
    }

    String nameOf(String id) {
        if (withReplicas.isEmpty()) {
            return id;
        }
        Matcher replica = REPLICA.matcher(id);
        return replica.matches() && withReplicas.contains(replica.group(1)) ? replica.group(1) : id;
    }
}
