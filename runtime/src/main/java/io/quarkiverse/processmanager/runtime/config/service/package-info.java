/**
 * The settings of services: what a service puts into the configuration before any mapping exists, and the step from its settings to
 * a builder.
 */
package io.quarkiverse.processmanager.runtime.config.service;
