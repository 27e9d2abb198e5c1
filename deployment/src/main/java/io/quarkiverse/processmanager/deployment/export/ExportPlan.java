package io.quarkiverse.processmanager.deployment.export;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Problem;

/**
 * All that a writer for another engine knows: the processes, each after its dependencies, and what the application needs in order to
 * find them. Immutable.
 *
 * @param application the name of the application
 * @param httpPort the port on which the application listens; 0 without one
 * @param processes the processes, each after its dependencies
 * @param applicationEnvironment the environment variables that the application needs beside these processes: which of them run
 *        elsewhere, their addresses, and the configuration that they contribute
 * @param leftOut why processes, or dependencies of processes, are not part of the deployment
 */
public record ExportPlan(String application, int httpPort, List<ExportedProcess> processes,
        Map<String, ExportedText> applicationEnvironment, List<Problem> leftOut) {

    public ExportPlan {
        processes = List.copyOf(processes);
        applicationEnvironment = Collections.unmodifiableMap(new TreeMap<>(applicationEnvironment));
        leftOut = List.copyOf(leftOut);
    }

    /** A process of the plan. */
    public Optional<ExportedProcess> find(String id) {
        return processes.stream().filter(process -> process.id().equals(id)).findFirst();
    }

    /** The names of all variables with secrets, which a deployment must have. */
    public Set<String> secrets() {
        Set<String> names = new TreeSet<>();
        applicationEnvironment.values().forEach(text -> names.addAll(text.references()));
        processes.forEach(process -> names.addAll(process.references()));
        return names;
    }
}
