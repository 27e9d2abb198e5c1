/**
 * Holds what differs between Linux, macOS and Windows; the names of the classes begin with the system. {@link
 * io.quarkiverse.processmanager.runtime.process.platform.Platform} is the door. The package must not know the lifecycle of a
 * process or the assembly.
 */
package io.quarkiverse.processmanager.runtime.process.platform;
