package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The usage of one process at one moment. A value that the operating system does not provide is absent.
 *
 * @param cpuMillis the CPU time since its start
 * @param memoryBytes its resident memory
 * @param threads its threads
 * @param openFiles its open files
 */
public record Usage(long cpuMillis, OptionalLong memoryBytes, OptionalInt threads, OptionalLong openFiles) {
}
