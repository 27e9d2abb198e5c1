package io.quarkiverse.processmanager.deployment.telemetry;

import java.util.Optional;

import io.quarkus.arc.deployment.OpenTelemetrySdkBuildItem;

/** Whether the application has an OpenTelemetry that the processes have to do with. */
public final class ConnectedTelemetry {

    private ConnectedTelemetry() {
    }

    /** Its metrics alone need nothing: the meters of the processes are in the metrics of the application. */
    public static boolean is(Optional<OpenTelemetrySdkBuildItem> telemetry) {
        return telemetry.filter(sdk -> sdk.isTracingBuildTimeEnabled() || sdk.isLoggingBuildTimeEnabled()).isPresent();
    }
}
