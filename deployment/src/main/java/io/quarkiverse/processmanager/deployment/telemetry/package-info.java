/** The build steps for an application that has an OpenTelemetry. */
package io.quarkiverse.processmanager.deployment.telemetry;
