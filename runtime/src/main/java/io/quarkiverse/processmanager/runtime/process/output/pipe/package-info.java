/**
 * Reads the pipes of processes to their end, on the event loop or on threads. {@link
 * io.quarkiverse.processmanager.runtime.process.output.pipe.PipeReader} follows one stream. It must not know which
 * process writes.
 */
package io.quarkiverse.processmanager.runtime.process.output.pipe;
