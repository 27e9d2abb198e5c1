package io.quarkiverse.processmanager.runtime.rules.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.traits.ReplicaCheck;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/** Finds the processes whose id is also that of a replica, or of all replicas together. */
final class ReplicaIds {

    private ReplicaIds() {
    }

    static List<Conflict> conflicts(Map<String, ProcessDefinition> definitions) {
        List<Conflict> conflicts = new ArrayList<>();
        for (ProcessDefinition definition : definitions.values()) {
            if (Replicas.isTemplate(definition)) {
                for (int index = 0; index < Math.min(ReplicaCheck.MOST, definition.replicas()); index++) {
                    ProcessDefinition other = definitions.get(Replicas.id(definition.id(), index));
                    if (other != null) {
                        conflicts.add(conflict(other.id(), "is also the id of a replica of '" + definition.id() + "'",
                                definition.id()));
                    }
                }
            }
            Replicas.group(definition).filter(definitions::containsKey).ifPresent(group -> conflicts.add(
                    conflict(group, "is also the id of the process whose replica is '" + definition.id() + "'",
                            definition.id())));
        }
        return conflicts;
    }

    private static Conflict conflict(String id, String why, String other) {
        String message = "the id '" + id + "' " + why + "; give one of them another id";
        return new Conflict(List.of(new Problem(id, "", message), new Problem(other, "", message)));
    }
}
