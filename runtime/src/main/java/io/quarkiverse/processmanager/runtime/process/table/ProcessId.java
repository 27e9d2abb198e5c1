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

    // The generated methods of a record link some 40 classes when they run for the first time, which is when the first process has
    // been spawned.

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessId id && id.pid == pid && id.startTicks == startTicks;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid) + Long.hashCode(startTicks);
    }
}
