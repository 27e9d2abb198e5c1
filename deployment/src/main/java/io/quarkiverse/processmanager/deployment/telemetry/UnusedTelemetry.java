package io.quarkiverse.processmanager.deployment.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.ProcessDefinition;

/** The settings for OpenTelemetry that have no effect in an application. */
final class UnusedTelemetry {

    private UnusedTelemetry() {
    }

    /**
     * One sentence for each cause.
     *
     * @param traced whether the application has an OpenTelemetry
     * @param logged whether its OpenTelemetry exports logs
     */
    static List<String> sentences(Collection<ProcessDefinition> running, boolean traced, boolean logged) {
        List<String> sentences = new ArrayList<>();
        List<String> logs = ids(running, process -> process.otel().logs());
        List<String> environment = ids(running, process -> process.otel().environment());
        if (!traced && !environment.isEmpty()) {
            sentences.add(sentence("otel.environment", environment) + "add the extension quarkus-opentelemetry");
        }
        if (!traced && !logs.isEmpty()) {
            sentences.add(sentence("otel.logs", logs) + "add the extension quarkus-opentelemetry");
        } else if (!logged && !logs.isEmpty()) {
            sentences.add(sentence("otel.logs", logs) + "set quarkus.otel.logs.enabled=true");
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
