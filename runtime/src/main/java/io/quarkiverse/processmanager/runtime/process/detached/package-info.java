/**
 * Keeps a record of the processes that outlive the application, so that the next start adopts or replaces them.
 * {@link io.quarkiverse.processmanager.runtime.process.detached.DetachedProcesses} is the door for the runner, and
 * {@link io.quarkiverse.processmanager.runtime.process.detached.DetachedStart} for one start. It must not know how a process is
 * spawned.
 */
package io.quarkiverse.processmanager.runtime.process.detached;
