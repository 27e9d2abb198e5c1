/**
 * Delivers events, statuses and output to the listeners of one application, each from a bounded queue of its own. The door is
 * {@link io.quarkiverse.processmanager.runtime.listeners.Listeners}. It knows neither CDI nor the state of the supervisor: a
 * slow listener delays no process and no other listener.
 */
package io.quarkiverse.processmanager.runtime.listeners;
