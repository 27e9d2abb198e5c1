/**
 * Finds the process that listens on a port of a managed process, and names it. {@link
 * io.quarkiverse.processmanager.runtime.process.listening.PortGuard} is the door.
 */
package io.quarkiverse.processmanager.runtime.process.listening;
