/**
 * Settings that a process takes from another one ({@code extends}) or from the defaults of all processes. {@link
 * io.quarkiverse.processmanager.runtime.config.inherit.Inheritance} is the interceptor. The package must not know the mappings: an
 * interceptor works before they exist.
 */
package io.quarkiverse.processmanager.runtime.config.inherit;
