/**
 * Passes spans and lines to the OpenTelemetry of the application. Only this package uses classes of OpenTelemetry, which an
 * application without {@code quarkus-opentelemetry} does not have.
 */
package io.quarkiverse.processmanager.runtime.telemetry.otel;
