package io.quarkiverse.processmanager.runtime.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * The variables that connect the OpenTelemetry of a process with that of the application: they are those that the libraries of
 * OpenTelemetry read in all languages. Immutable.
 */
final class ChildEnvironment {

    private static final String EXPORTER = "quarkus.otel.exporter.otlp.";
    private static final String GRPC = "grpc";
    /** The defaults of Quarkus. */
    private static final String GRPC_ENDPOINT = "http://localhost:4317";
    private static final String HTTP_ENDPOINT = "http://localhost:4318";
    private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String INSTANCE = "service.instance.id";
    private static final String NAMESPACE = "service.namespace";

    private final Map<String, String> common = new TreeMap<>();

    /**
     * Reads the settings of Quarkus.
     *
     * @param setting the value of a property
     */
    ChildEnvironment(Function<String, Optional<String>> setting) {
        Function<String, Optional<String>> exporter = key -> filled(setting, EXPORTER + "traces." + key)
                .or(() -> filled(setting, EXPORTER + key));
        String protocol = exporter.apply("protocol").orElse(GRPC);
        common.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        // The default of Quarkus is a value of the property, also with another protocol.
        common.put("OTEL_EXPORTER_OTLP_ENDPOINT", exporter.apply("endpoint").map(ChildEnvironment::withoutSlash)
                .filter(endpoint -> protocol.equals(GRPC) || !endpoint.equals(GRPC_ENDPOINT))
                .orElse(protocol.equals(GRPC) ? GRPC_ENDPOINT : HTTP_ENDPOINT));
        exporter.apply("headers").ifPresent(headers -> common.put("OTEL_EXPORTER_OTLP_HEADERS", headers));
        common.put(ATTRIBUTES, attributes(setting));
    }

    private static String withoutSlash(String endpoint) {
        return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    }

    /** Reads the syntax of {@code OTEL_RESOURCE_ATTRIBUTES}. */
    static Map<String, String> parse(String list) {
        Map<String, String> all = new TreeMap<>();
        for (String entry : list.split(",")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                all.put(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
            }
        }
        return all;
    }

    /** The replicas of a process are instances of one service. */
    static String service(ProcessDefinition definition) {
        return definition.replicaOf().orElse(definition.id());
    }

    /** The attributes of a process apart from the name of its service. */
    String attributes(ProcessDefinition definition) {
        String attributes = common.get(ATTRIBUTES);
        return definition.replicaOf().isEmpty() ? attributes
                : attributes + (attributes.isEmpty() ? "" : ",") + INSTANCE + '=' + definition.id();
    }

    private static Optional<String> filled(Function<String, Optional<String>> setting, String key) {
        return setting.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * The attributes of the application, without those that identify it. The ids of processes are unique in one application, as
     * the names of the services in one namespace are.
     */
    private static String attributes(Function<String, Optional<String>> setting) {
        Map<String, String> all = parse(filled(setting, "quarkus.otel.resource.attributes").orElse(""));
        all.remove("service.name");
        all.remove(INSTANCE);
        filled(setting, "quarkus.application.name").ifPresent(name -> all.putIfAbsent(NAMESPACE, name));
        return String.join(",", all.entrySet().stream().map(entry -> entry.getKey() + '=' + entry.getValue()).toList());
    }

    /**
     * The variables of one start.
     *
     * @param traceparent the span of the start; empty for a process that outlives it
     */
    Map<String, String> of(ProcessDefinition definition, Optional<String> traceparent) {
        Map<String, String> all = new TreeMap<>(common);
        all.put("OTEL_SERVICE_NAME", service(definition));
        all.put(ATTRIBUTES, attributes(definition));
        traceparent.ifPresent(value -> all.put("TRACEPARENT", value));
        return all;
    }
}
