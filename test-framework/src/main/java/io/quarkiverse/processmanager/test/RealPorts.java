package io.quarkiverse.processmanager.test;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * Puts real ports into the place of 0. A process that replaces another one gets its port, because the application knows it.
 *
 * @param owner distinguishes processes with the same id in one JVM; empty for those of an application
 * @param before the port of the process with this id that is replaced
 */
record RealPorts(String owner, Function<String, Optional<Integer>> before) {

    private static final String MAIN = "port";
    private static final String NAMED = "ports.";
    private static final String CHOOSE = "0";

    /** The ports of an application that has not started, and of its processes in the JVM of the test. */
    static RealPorts ofApplication() {
        return new RealPorts("", id -> Optional.empty());
    }

    /** Changes the ports in the properties of a process, which have their full names. */
    void into(Map<String, String> properties, String id) {
        String prefix = ProcessProperties.prefix(id);
        if (properties.containsKey(prefix + "replicas")) {
            throw refusalOfReplicas(id);
        }
        properties.replaceAll((name, value) -> {
            String setting = name.substring(prefix.length());
            if (!value.strip().equals(CHOOSE) || !setting.equals(MAIN) && !setting.startsWith(NAMED)) {
                return value;
            }
            return String.valueOf(setting.equals(MAIN) ? main(id)
                    : choose(id, setting.substring(NAMED.length()).replace("\"", "")));
        });
    }

    /** The definition with real ports. */
    ProcessDefinition into(ProcessDefinition definition) {
        String id = definition.id();
        if (Replicas.isTemplate(definition)) {
            throw refusalOfReplicas(id);
        }
        Map<String, Integer> named = new TreeMap<>(definition.ports());
        named.replaceAll((name, port) -> port == 0 ? choose(id, name) : port);
        OptionalInt main = definition.port().equals(OptionalInt.of(0)) ? OptionalInt.of(main(id)) : definition.port();
        return main.equals(definition.port()) && named.equals(definition.ports()) ? definition
                : ProcessSettings.of(definition).withPorts(main, named);
    }

    private static ProcessException refusalOfReplicas(String id) {
        return new ProcessException(Reason.INVALID, id, "cannot define process '" + id
                + "': a process of a test has no replicas; define one process for each of them");
    }

    private int main(String id) {
        return before.apply(id).orElseGet(() -> choose(id, ""));
    }

    private int choose(String id, String name) {
        int port = PortChoice.choose(key(id), name, 0, Set.of());
        if (port == 0) {
            throw new ProcessException(Reason.INVALID, id,
                    "cannot define process '" + id + "': no port from " + PortChoice.range(0) + " is free");
        }
        return port;
    }

    /** Gives up the ports of a process. An application keeps its ports. */
    void release(String id) {
        if (!owner.isEmpty()) {
            PortChoice.release(key(id));
        }
    }

    private String key(String id) {
        return owner.isEmpty() ? id : owner + " " + id;
    }
}
