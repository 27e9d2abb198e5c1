/**
 * Cuts bytes into lines and keeps the last lines of each process in memory. {@link
 * io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter} is the entry for bytes, {@link
 * io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer} the entry for lines. It must not know where
 * the bytes come from.
 */
package io.quarkiverse.processmanager.runtime.process.output.lines;
