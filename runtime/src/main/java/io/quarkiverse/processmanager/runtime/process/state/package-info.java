/**
 * Keeps the private files that outlive the JVM: the directory of the user, the state file of the watchdog, locks. {@link
 * io.quarkiverse.processmanager.runtime.process.state.StateDirectory} is the door. The package must not know the meaning of
 * the lines in a state file.
 */
package io.quarkiverse.processmanager.runtime.process.state;
