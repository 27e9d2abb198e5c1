/**
 * Keeps the data directory of a process: creates it, locks it for one process of all JVMs, and stands for the process of another
 * JVM on the same data. {@link io.quarkiverse.processmanager.runtime.process.data.DataClaim} is the door.
 */
package io.quarkiverse.processmanager.runtime.process.data;
