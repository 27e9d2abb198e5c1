/**
 * What users see of the processes: rows made of the public API, for the Dev UI, for coding agents and for clients of the control
 * socket. {@link io.quarkiverse.processmanager.runtime.views.Rows} makes them.
 */
package io.quarkiverse.processmanager.runtime.views;
