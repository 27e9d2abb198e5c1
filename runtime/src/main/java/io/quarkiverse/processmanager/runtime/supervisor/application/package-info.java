/**
 * The seam between the supervisor and the application: what the application does for the supervisor ({@link
 * io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices}), and how its listeners receive events
 * ({@link io.quarkiverse.processmanager.runtime.supervisor.application.EventSource}). It must not know the supervisor.
 */
package io.quarkiverse.processmanager.runtime.supervisor.application;
