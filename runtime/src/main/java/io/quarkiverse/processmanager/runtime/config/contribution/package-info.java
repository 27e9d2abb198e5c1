/**
 * The configuration that processes contribute to the application. The interceptor of this package works in each configuration
 * that SmallRye Config creates, at build time and at run time, before any mapping exists.
 */
package io.quarkiverse.processmanager.runtime.config.contribution;
