/**
 * What a thread of the engine does with an error that nothing expects. {@link
 * io.quarkiverse.processmanager.runtime.faults.Faults} is the only class.
 */
package io.quarkiverse.processmanager.runtime.faults;
