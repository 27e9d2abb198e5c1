package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.rules.text.Words;

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

    /**
     * The values that are present, in one line for people, not for parsing:
     * {@code 12.5 % CPU, 40 MB, 2 processes, 12 threads, 34 open files, up 3.2 s}.
     */
    @Override
    public String toString() {
        List<String> values = new ArrayList<>();
        cpuPercent.ifPresent(percent -> values.add(Words.number(percent) + " % CPU"));
        memoryBytes.ifPresent(bytes -> values.add(Words.bytes(bytes)));
        values.add(Words.count(processes, "process"));
        threads.ifPresent(number -> values.add(Words.count(number, "thread")));
        openFiles.ifPresent(number -> values.add(Words.count(number, "open file")));
        values.add("up " + Words.of(uptime));
        return String.join(", ", values);
    }
}
