/**
 * Captures the output of processes, and delivers it to the log and to followers. {@link
 * io.quarkiverse.processmanager.runtime.process.output.OutputStore} is the entry. The rooms below do the
 * work: {@code lines} cuts bytes into lines and keeps them, {@code search} finds lines, {@code file} writes and reads the files
 * of processes, {@code pipe} reads pipes, {@code screen} keeps what processes write to their terminals. They must not know phases,
 * health or trees.
 */
package io.quarkiverse.processmanager.runtime.process.output;
