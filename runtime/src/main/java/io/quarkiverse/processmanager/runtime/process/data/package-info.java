/**
 * Keeps the data directory of a process: creates it, locks it for one process of all JVMs, and keeps the claims of the applications
 * that use one process. {@link io.quarkiverse.processmanager.runtime.process.data.DataClaim} is the door.
 */
package io.quarkiverse.processmanager.runtime.process.data;
