/** The settings for OpenTelemetry. They know the public types and no other mapping. */
package io.quarkiverse.processmanager.runtime.config.otel;
