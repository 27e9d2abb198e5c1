package io.quarkiverse.processmanager.deployment.telemetry;

import java.util.List;

import io.quarkus.maven.dependency.Dependency;

/** The extension of Quarkus, for the applications of the tests in this package only. */
final class OpenTelemetryExtension {

    static final List<Dependency> DEPENDENCIES = List
            .of(Dependency.of("io.quarkus", "quarkus-opentelemetry-deployment", System.getProperty("version.of.quarkus")));

    private OpenTelemetryExtension() {
    }
}
