package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One measurement of a process, summed over its process tree. A value that the system does not provide is absent. Immutable.
 *
 * @param cpuPercent the CPU time since the previous measurement; one core for the whole time is 100. Absent in the first
 *        measurement of a start. Processes that began and exited between two measurements are not included
 * @param memoryBytes the resident memory; shared pages count for each process
 * @param uptime the time since the start
 * @param processes the number of processes
 * @param threads the number of threads
 * @param openFiles the number of open files, sockets and pipes
 */
public record ProcessMetrics(OptionalDouble cpuPercent, OptionalLong memoryBytes, Duration uptime, int processes,
        OptionalInt threads, OptionalLong openFiles) {

    private static final double MEGABYTE = 1024 * 1024;

    /** The resident memory in MiB, units of 1024 * 1024 bytes. */
    public OptionalDouble memoryMegabytes() {
        return memoryBytes.isPresent() ? OptionalDouble.of(memoryBytes.getAsLong() / MEGABYTE) : OptionalDouble.empty();
    }
}
