/**
 * Finds and runs the small programs of the system, and starts the children of the JDK one at a time. {@link
 * io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand} is the door. The package must not know the processes of the
 * application.
 */
package io.quarkiverse.processmanager.runtime.process.spawn.tools;
