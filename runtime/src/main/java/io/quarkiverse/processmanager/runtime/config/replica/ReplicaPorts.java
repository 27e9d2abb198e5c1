package io.quarkiverse.processmanager.runtime.config.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.traits.ReplicaCheck;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.smallrye.config.SmallRyeConfig;

/** Reads the ports of the replicas of a process. The interceptor for ports answers for them, as for the port of any other process. */
public final class ReplicaPorts {

    private ReplicaPorts() {
    }

    /** The definition with the ports of its replicas; the same definition without replicas or ports. */
    public static ProcessSettings in(ProcessSettings definition, SmallRyeConfig config) {
        Map<String, Integer> declared = ListenCheck.ports(definition);
        if (!Replicas.isTemplate(definition) || declared.isEmpty() || ReplicaCheck.number(definition.replicas()).isPresent()) {
            return definition;
        }
        List<Map<String, Integer>> ports = new ArrayList<>();
        for (int index = 0; index < definition.replicas(); index++) {
            ports.add(of(definition, index, declared, config));
        }
        return definition.withTraits(definition.traits().with(definition.traits().replication().withPorts(ports)));
    }

    private static Map<String, Integer> of(ProcessSettings definition, int index, Map<String, Integer> declared,
            SmallRyeConfig config) {
        Map<String, Integer> ports = new TreeMap<>();
        declared.forEach((name, port) -> {
            String property = "quarkus.processes." + Replicas.id(definition.id(), index)
                    + (name.isEmpty() ? ".port" : ".ports." + name);
            String text = config.getConfigValue(property).getValue();
            int written = definition.listen().chosen().contains(name) ? 0 : port;
            ports.put(name, text == null || !text.strip().matches("[0-9]{1,5}") ? written : Integer.parseInt(text.strip()));
        });
        return ports;
    }
}
