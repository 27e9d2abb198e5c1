/**
 * The configuration mappings and {@link io.quarkiverse.processmanager.runtime.config.Definitions}, the only step from them to
 * records. No mapping leaves this package, except as the parameter of a build step or a recorder that passes it back.
 */
package io.quarkiverse.processmanager.runtime.config;
