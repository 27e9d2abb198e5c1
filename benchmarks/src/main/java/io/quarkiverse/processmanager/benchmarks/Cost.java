package io.quarkiverse.processmanager.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this JVM uses at one moment.
 *
 * @param nanos when
 * @param cpuNanos the CPU time that all its threads have used
 * @param threads how many threads it has, those of the JDK too
 * @param heapBytes what is left on the heap after a collection
 * @param memoryKib its memory, shared pages by their share
 */
record Cost(long nanos, long cpuNanos, int threads, long heapBytes, long memoryKib) {

    /** Without a collection, so that it can be asked for while something is being measured. */
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

    /** How busy one CPU would have been with this JVM alone. */
    double cpuPercentSince(Cost before) {
        return 100.0 * (cpuNanos - before.cpuNanos) / (nanos - before.nanos);
    }
}
