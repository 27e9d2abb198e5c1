/**
 * Captures the output of processes: reads pipes and files, splits them into lines, buffers the last lines, writes log files,
 * searches, and delivers lines to followers. {@link io.quarkiverse.processmanager.runtime.process.output.OutputStore} is the
 * door; {@link io.quarkiverse.processmanager.runtime.process.output.LineSplitter} cuts lines. It must not know phases, health
 * or trees.
 */
package io.quarkiverse.processmanager.runtime.process.output;
