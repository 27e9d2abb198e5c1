package io.quarkiverse.processmanager.runtime.process.table;

/**
 * The usage of a process that the line of its entry in the process table contains.
 *
 * @param cpuTicks the CPU time since its start, see {@link ProcessTable#TICKS_PER_SECOND}
 * @param threads its threads
 */
public record ScannedUsage(long cpuTicks, int threads) {

    /** For a process table that shows no usage. */
    public static final ScannedUsage NONE = new ScannedUsage(0, 0);
}
