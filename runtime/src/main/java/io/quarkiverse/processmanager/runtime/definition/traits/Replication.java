package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * How many processes of its kind a definition stands for.
 *
 * @param declared the number that the user has written; absent means a process that has no replicas, which is not the same as one
 *        replica: that one can be scaled
 * @param ports the ports of each replica by name, as far as the configuration has chosen them; the main port has the empty name
 * @param member which replica the definition is; absent in the definition that stands for all of them
 */
public record Replication(OptionalInt declared, List<Map<String, Integer>> ports, Optional<Member> member) {

    /** A process without replicas. */
    public static final Replication NONE = new Replication(OptionalInt.empty(), List.of(), Optional.empty());

    /**
     * One replica.
     *
     * @param index its index, from 0
     * @param template the definition that stands for all replicas
     */
    public record Member(int index, ProcessDefinition template) {
    }

    public Replication {
        ports = ports.stream().map(Map::copyOf).toList();
    }

    /** What the builder has. */
    public static Replication of(OptionalInt declared) {
        return declared.isEmpty() ? NONE : new Replication(declared, List.of(), Optional.empty());
    }

    /** The same with the ports that the configuration has chosen. */
    public Replication withPorts(List<Map<String, Integer>> chosen) {
        return new Replication(declared, chosen, member);
    }

    /** The same for one replica. */
    public Replication as(Member one) {
        return new Replication(declared, ports, Optional.of(one));
    }
}
