/**
 * Puts the real ports of processes into the configuration. {@link
 * io.quarkiverse.processmanager.runtime.config.ports.RealPorts} is the interceptor. The package must not know the mappings: an
 * interceptor works before they exist.
 */
package io.quarkiverse.processmanager.runtime.config.ports;
