package io.quarkiverse.processmanager.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.telemetry.Telemetry;
import io.quarkiverse.processmanager.runtime.telemetry.otel.ExportedOnce;
import io.quarkiverse.processmanager.runtime.telemetry.otel.OpenTelemetryConnection;
import io.quarkiverse.processmanager.runtime.telemetry.otel.TraceSampling;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Lets the OpenTelemetry of the application receive the starts and the output of the processes of an engine. This class is loaded
 * only in an application that has an OpenTelemetry. Safe for use by several threads.
 */
final class TelemetryAccess {

    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String TRACES = "quarkus.otel.traces.enabled";

    /** The telemetry of the engine that works now. */
    private static Optional<Telemetry> current = Optional.empty();

    private TelemetryAccess() {
    }

    /**
     * An application starts, and the engine does not work for it yet. Without effect if OpenTelemetry is switched off.
     *
     * @param traces whether each start is a span if the application has traces
     */
    static synchronized void open(Engine engine, Plan plan, boolean traces) {
        Function<String, Optional<String>> setting = key -> StartConfiguration.raw().getOptionalValue(key, String.class);
        if (StartConfiguration.raw().getOptionalValue(DISABLED, Boolean.class).orElse(false)) {
            // A live reload can switch OpenTelemetry off.
            current.ifPresent(telemetry -> telemetry.applicationStarts(false, List.of(), setting, trace -> false));
            return;
        }
        if (current.isEmpty()) {
            Telemetry made = new Telemetry(engine.publishing(), engine::behindEvents);
            current = Optional.of(made);
            engine.observe(made);
            engine.launchWith(made);
            engine.whenClosed(() -> close(made));
        }
        if (plan.definitions().stream().anyMatch(definition -> definition.otel().logs())) {
            ExportedOnce.skip(OpenTelemetryConnection.exported(engine.commands()));
        }
        List<String> later = plan.definitions().stream()
                .filter(definition -> definition.start().auto() && ProcessSettings.startsAfterApp(definition))
                .map(ProcessDefinition::id).toList();
        boolean traced = traces && StartConfiguration.raw().getOptionalValue(TRACES, Boolean.class).orElse(true);
        current.get().applicationStarts(traced, later, setting, new TraceSampling(setting));
    }

    /** The OpenTelemetry of the application is there. */
    static synchronized void connect(Engine engine) {
        current.ifPresent(telemetry -> OpenTelemetryConnection.open(telemetry, engine.listeners(), engine.commands()));
    }

    /** The beans of the application are about to be destroyed, and OpenTelemetry with them. The processes end with it. */
    static synchronized void end() {
        current.ifPresent(telemetry -> telemetry.end(SystemClock.wallTime()));
    }

    /** The listeners of the application have ended. */
    static synchronized void disconnect() {
        current.ifPresent(Telemetry::disconnect);
    }

    private static synchronized void close(Telemetry closed) {
        current = current.filter(one -> one != closed);
    }
}
