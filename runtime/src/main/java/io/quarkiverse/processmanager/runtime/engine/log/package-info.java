/**
 * What an engine writes to the log: {@link io.quarkiverse.processmanager.runtime.engine.log.EventLog} the events, {@link
 * io.quarkiverse.processmanager.runtime.engine.log.ProcessLog} the output, and {@link
 * io.quarkiverse.processmanager.runtime.engine.log.StartLog} what a start or a reload means for the processes. It must not know the
 * engine.
 */
package io.quarkiverse.processmanager.runtime.engine.log;
