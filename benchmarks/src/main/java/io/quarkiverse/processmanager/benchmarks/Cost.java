package io.quarkiverse.processmanager.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The resources that this JVM uses at one time.
 *
 * @param nanos the time, from {@link System#nanoTime()}
 * @param cpuNanos the CPU time that all threads have used
 * @param threads the number of threads, those of the JDK included
 * @param heapBytes the used heap
 * @param memoryKib the memory (Pss): each shared page counts by its share
 */
record Cost(long nanos, long cpuNanos, int threads, long heapBytes, long memoryKib) {

    /** The cost without a collection of garbage, which would disturb a running measurement. */
    static Cost now() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Cost(System.nanoTime(), system.getProcessCpuTime(), ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), pss());
    }

    static Cost afterCollection() {
        System.gc();
        return now();
    }

    private static long pss() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The CPU time of this JVM since an earlier cost, in percent of one CPU. */
    double cpuPercentSince(Cost before) {
        return 100.0 * (cpuNanos - before.cpuNanos) / (nanos - before.nanos);
    }
}
