package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a process uses, summed over it and everything that it has started. What this machine does not tell is absent.
 *
 * @param cpuPercent the CPU time since the measurement before, where one core for the whole time is 100; absent in the first
 *        measurement of a start. What began and ended between two measurements is not in it
 * @param memoryBytes the resident memory; pages that several of its processes share count for each of them
 * @param uptime how long it has been up
 * @param processes how many processes it consists of
 * @param threads how many threads these have
 * @param openFiles how many files, sockets and pipes they have open
 */
public record ProcessMetrics(OptionalDouble cpuPercent, OptionalLong memoryBytes, Duration uptime, int processes,
        OptionalInt threads, OptionalLong openFiles) {

    private static final double MEGABYTE = 1024 * 1024;

    /** The resident memory in units of 1024 * 1024 bytes. */
    public OptionalDouble memoryMegabytes() {
        return memoryBytes.isPresent() ? OptionalDouble.of(memoryBytes.getAsLong() / MEGABYTE) : OptionalDouble.empty();
    }
}
