package io.quarkiverse.processmanager.runtime.process.table;

/**
 * Identifies a process. The system reuses a pid after the end of its process; the pair of pid and start time is unique.
 *
 * @param pid the process id
 * @param startTicks the start time, in clock ticks since the boot of the system
 */
public record ProcessId(long pid, long startTicks) {

    /** The id of no process. */
    public static final ProcessId NONE = new ProcessId(Long.MAX_VALUE, Long.MAX_VALUE);
}
