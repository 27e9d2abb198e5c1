package io.quarkiverse.processmanager.runtime.process.table;

/**
 * Which process: a pid is used again after the end of its process, together with the start time it is not.
 *
 * @param pid the process id
 * @param startTicks when it was started, in clock ticks since the system was started
 */
public record ProcessId(long pid, long startTicks) {

    /** Not that of any process. */
    public static final ProcessId NONE = new ProcessId(Long.MAX_VALUE, Long.MAX_VALUE);
}
