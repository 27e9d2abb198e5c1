package io.quarkiverse.processmanager.test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;

/**
 * The processes of the test classes that share the current application: it has received them before its start. If the
 * application has a JVM of its own, the processes run in the JVM of the test, and are ready before the application starts. One
 * application runs at a time. Safe for use by several threads.
 */
final class ServedProcesses {

    /** Quarkus creates the resources, so no object can hand this one over. */
    static final ServedProcesses CURRENT = new ServedProcesses();

    private static final String CLASS_LOADER_OF_AN_APPLICATION = "io.quarkus.bootstrap.classloading.QuarkusClassLoader";

    /** The annotations by id. An application asks for those of a class before those of its superclasses. */
    private final Map<String, WithProcess> annotations = new LinkedHashMap<>();
    private Map<WithProcess, TestProcess> served = Map.of();
    /** Only for an application in another JVM or class loader. */
    private Optional<OwnProcesses> own = Optional.empty();

    /** The processes in the JVM of the test, with the engine and the Vert.x that run them. */
    private record OwnProcesses(PlainEngine.Probes probes, PlainEngine engine) {

        static OwnProcesses start(Collection<TestProcess> processes) {
            PlainEngine.Probes probes = PlainEngine.Probes.create();
            OwnProcesses started = new OwnProcesses(probes, PlainEngine.start(probes.vertx()));
            try {
                started.engine().engine().open("", List.copyOf(processes));
                return started;
            } catch (RuntimeException e) {
                started.close();
                throw e;
            }
        }

        void close() {
            engine.close();
            probes.close();
        }
    }

    private ServedProcesses() {
    }

    synchronized void add(WithProcess process) {
        annotations.putIfAbsent(process.id(), process);
    }

    /** Starts all processes with the first one. Returns the properties of this one. */
    synchronized Map<String, String> start(WithProcess process) {
        if (served.isEmpty()) {
            served = AnnotationReader.here().read(annotations.values(), RealPorts.ofApplication());
            if (isInApplication()) {
                override();
            } else {
                own = Optional.of(OwnProcesses.start(served.values()));
            }
        }
        return Optional.ofNullable(served.get(process)).map(this::properties).orElse(Map.of());
    }

    private void override() {
        Engine engine = SharedEngine.get();
        List<ProcessDefinition> definitions = new ArrayList<>();
        served.values().forEach(process -> {
            engine.listeners().hooks(process.id(), process.definition().hooks());
            definitions.add(ProcessSettings.of(process.definition()).withoutHooks());
        });
        engine.override(definitions);
    }

    private Map<String, String> properties(TestProcess process) {
        ProcessDefinition definition = process.definition();
        return own.isPresent() ? withoutDeclared(definition.id(), ProcessProperties.knownOutside(definition))
                : ProcessProperties.known(definition);
    }

    /** The properties of a process outside of an application; the command of a declared process stays as it is. */
    static Map<String, String> withoutDeclared(String id, Map<String, String> properties) {
        String prefix = ProcessProperties.prefix(id);
        if (StreamSupport.stream(ConfigProvider.getConfig().getPropertyNames().spliterator(), false)
                .noneMatch(name -> name.startsWith(prefix))) {
            return properties;
        }
        Map<String, String> left = new HashMap<>(properties);
        left.remove(prefix + ProcessProperties.COMMAND);
        return left;
    }

    /** Stops the processes with the first one. */
    synchronized void remove(WithProcess process) {
        annotations.remove(process.id());
        served = Map.of();
        if (isInApplication()) {
            SharedEngine.get().override(List.of());
        }
        own.ifPresent(OwnProcesses::close);
        own = Optional.empty();
    }

    /** The processes of those annotations that the application has received. */
    synchronized Map<WithProcess, TestProcess> of(Collection<WithProcess> processes) {
        Map<WithProcess, TestProcess> found = new LinkedHashMap<>();
        processes.stream().filter(served::containsKey).forEach(process -> found.put(process, served.get(process)));
        return found;
    }

    /** The engine in the JVM of the test; empty if the application has not been started with processes. */
    synchronized Optional<TestEngine> ownEngine() {
        return own.map(OwnProcesses::engine).map(PlainEngine::engine);
    }

    private static boolean isInApplication() {
        return ServedProcesses.class.getClassLoader().getClass().getName().equals(CLASS_LOADER_OF_AN_APPLICATION);
    }
}
