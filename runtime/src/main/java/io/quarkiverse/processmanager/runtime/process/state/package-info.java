/**
 * Keeps the private files that outlive the JVM: the directory of the user, the state file of the watchdog, locks. {@link
 * io.quarkiverse.processmanager.runtime.process.state.StateDirectory} is the door. It must not know what the lines in a state
 * file mean.
 */
package io.quarkiverse.processmanager.runtime.process.state;
