/**
 * The steps of the supervisor, one after the other on one loop, and the snapshot and the events that are published after them.
 * {@link io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext} is the door. It must not know what a step does
 * or what a process is.
 */
package io.quarkiverse.processmanager.runtime.supervisor.loop;
