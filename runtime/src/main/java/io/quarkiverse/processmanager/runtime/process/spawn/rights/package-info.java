/**
 * Finds the user, the group and the limits of a process, and checks that this JVM may set them. {@link
 * io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs} is the door. The package must not start the process.
 */
package io.quarkiverse.processmanager.runtime.process.spawn.rights;
