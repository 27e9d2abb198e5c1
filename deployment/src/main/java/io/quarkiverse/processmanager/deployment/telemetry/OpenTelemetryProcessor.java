package io.quarkiverse.processmanager.deployment.telemetry;

import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.deployment.ProcessDefinitionsBuildItem;
import io.quarkiverse.processmanager.deployment.ProcessesStartedBuildItem;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.OpenTelemetrySdkBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;

/** Connects the processes with the OpenTelemetry of the application, if it has one. */
class OpenTelemetryProcessor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    /** By name, because the class needs OpenTelemetry. */
    private static final String IDS = "io.quarkiverse.processmanager.runtime.telemetry.otel.GivenIds";
    /** The tracer of Vert.x that Quarkus has until OpenTelemetry has started. */
    private static final String EARLY_TRACER = "io.quarkus.opentelemetry.runtime.tracing.instrumentation.vertx."
            + "OpenTelemetryVertxTracingFactory$VertxDelegator";

    @BuildStep
    void ids(ProcessManagerBuildTimeConfig config, Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (config.enabled() && capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(IDS));
        }
    }

    /** A check by HTTP or gRPC can run before OpenTelemetry has started. It has no span, so this warning about it says nothing. */
    @BuildStep
    void quietTracer(ProcessManagerBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<LogCleanupFilterBuildItem> filters) {
        if (config.enabled() && capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            filters.produce(new LogCleanupFilterBuildItem(EARLY_TRACER, "VertxTracer delegate not set"));
        }
    }

    /** Warns of settings without an effect: a shared configuration can contain them on purpose. */
    @BuildStep
    @Produce(ServiceStartBuildItem.class)
    void warn(ProcessManagerBuildTimeConfig config, ProcessDefinitionsBuildItem definitions,
            Optional<OpenTelemetrySdkBuildItem> telemetry, Capabilities capabilities) {
        if (config.enabled()) {
            UnusedTelemetry.sentences(definitions.running(),
                    new UnusedTelemetry.Has(capabilities.isPresent(Capability.OPENTELEMETRY_TRACER), telemetry.isPresent(),
                            telemetry.filter(OpenTelemetrySdkBuildItem::isTracingBuildTimeEnabled).isPresent(),
                            telemetry.filter(OpenTelemetrySdkBuildItem::isLoggingBuildTimeEnabled).isPresent()))
                    .forEach(LOG::warn);
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void connect(ProcessManagerRecorder recorder, ProcessesStartedBuildItem started,
            Optional<OpenTelemetrySdkBuildItem> telemetry) {
        if (started.isEnabled() && ConnectedTelemetry.is(telemetry)) {
            recorder.telemetry();
        }
    }
}
