/**
 * Puts the parts of the process layer together into one runner, and drives each process from its start until its tree is gone.
 * {@link io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner} is the door, for the engine. No other package
 * of the process layer may know this one, and it must not know what differs between operating systems.
 */
package io.quarkiverse.processmanager.runtime.process.assembly;
