/**
 * What OpenTelemetry receives of the processes, as plain values: spans of the starts, and the variables of the processes. It uses
 * no class of OpenTelemetry, and works while the application has none, as between two applications of dev mode. The room
 * {@code otel} passes the values to the OpenTelemetry of the application.
 */
package io.quarkiverse.processmanager.runtime.telemetry;
