/**
 * Captures the output of processes: reads pipes and files, cuts lines, keeps the last ones, writes log files, searches, and
 * delivers lines to followers. {@link io.quarkiverse.processmanager.runtime.process.output.OutputStore} is the door; a line is
 * cut in {@link io.quarkiverse.processmanager.runtime.process.output.LineSplitter}. It must not know phases, health or trees.
 */
package io.quarkiverse.processmanager.runtime.process.output;
