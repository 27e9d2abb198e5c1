package io.quarkiverse.processmanager.deployment.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.ProcessDefinition;

/** The settings for OpenTelemetry that have no effect in an application. */
final class UnusedTelemetry {

    private UnusedTelemetry() {
    }

    /** What the application has of OpenTelemetry; {@code enabled} says whether the build has left it in. */
    record Has(boolean extension, boolean enabled, boolean traces, boolean logs) {

        Optional<String> missing() {
            return !extension ? Optional.of("add the extension quarkus-opentelemetry")
                    : enabled ? Optional.empty() : Optional.of("set quarkus.otel.enabled=true");
        }

        Optional<String> missingForEnvironment() {
            return missing().or(() -> traces || logs ? Optional.empty() : Optional.of("set quarkus.otel.traces.enabled=true"));
        }

        Optional<String> missingForLogs() {
            return missing().or(() -> logs ? Optional.empty() : Optional.of("set quarkus.otel.logs.enabled=true"));
        }
    }

    /** One sentence for each cause. */
    static List<String> sentences(Collection<ProcessDefinition> running, Has has) {
        List<String> sentences = new ArrayList<>();
        List<String> logs = ids(running, process -> process.otel().logs());
        List<String> environment = ids(running, process -> process.otel().environment());
        if (!environment.isEmpty()) {
            has.missingForEnvironment()
                    .ifPresent(missing -> sentences.add(sentence("otel.environment", environment) + missing));
        }
        if (!logs.isEmpty()) {
            has.missingForLogs().ifPresent(missing -> sentences.add(sentence("otel.logs", logs) + missing));
        }
        return sentences;
    }

    private static List<String> ids(Collection<ProcessDefinition> running, Predicate<ProcessDefinition> wanted) {
        return running.stream().filter(wanted).map(ProcessDefinition::id).sorted().toList();
    }

    private static String sentence(String setting, List<String> ids) {
        return setting + " has no effect for " + String.join(", ", ids) + ": ";
    }
}
