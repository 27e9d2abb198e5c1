package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.List;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.telemetry.Telemetry;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;

/** Connects the telemetry of an engine with the OpenTelemetry of one application. */
public final class OpenTelemetryConnection {

    /** The name of the instrumentation scope. */
    static final String SCOPE = "io.quarkiverse.processmanager";

    private static final Logger LOG = Logger.getLogger(SCOPE);

    private OpenTelemetryConnection() {
    }

    /** Called when the beans of the application can be used. The connection ends with the listeners. */
    public static void open(Telemetry telemetry, Listeners listeners, ProcessManager manager) {
        InstanceHandle<OpenTelemetry> found = Arc.container().instance(OpenTelemetry.class);
        if (!found.isAvailable()) {
            return;
        }
        // As Quarkus does, which lets the first one replace that of the settings.
        Arc.container().listAll(Sampler.class).stream().findFirst()
                .ifPresent(own -> telemetry.sampledBy(new TraceSampling(own.get())));
        telemetry.exportTo(listeners, new SpanExport(found.get().getTracer(SCOPE), telemetry::isSampled));
        List<LogRecordExporter> exporters = Arc.container().listAll(LogRecordExporter.class).stream().map(InstanceHandle::get)
                .toList();
        exportLinesWhenWanted(telemetry, manager, () -> exportLines(telemetry, listeners, manager, exporters));
    }

    /** Begins the export once: now if there is a process whose lines are exported, else when the first one is about to start. */
    static void exportLinesWhenWanted(Telemetry telemetry, ProcessManager manager, Runnable begin) {
        telemetry.whenLinesAreWanted(begin);
        if (manager.processes().stream().anyMatch(process -> process.definition().otel().logs())) {
            telemetry.takeLinesWanted().run();
        }
    }

    /** The processes whose lines are exported. */
    public static Predicate<String> exported(ProcessManager manager) {
        return id -> manager.find(id).map(ManagedProcess::definition).filter(definition -> definition.otel().logs())
                .isPresent();
    }

    private static void exportLines(Telemetry telemetry, Listeners listeners, ProcessManager manager,
            List<LogRecordExporter> exporters) {
        if (exporters.isEmpty()) {
            LOG.warn(
                    "The output of the processes is not exported, although otel.logs is true: OpenTelemetry has no exporter for"
                            + " logs; set quarkus.otel.logs.enabled=true");
            return;
        }
        Predicate<String> wanted = exported(manager);
        BoundedExporter exporter = new BoundedExporter(LogRecordExporter.composite(exporters), telemetry.lines()::lost);
        try {
            listeners.allLines("the export of the output", wanted, new OutputExport(manager, telemetry, exporter));
            ExportedOnce.skip(wanted);
        } catch (ProcessException e) {
            LOG.debug("the application has ended before its processes have exported a line", e);
        }
    }
}
