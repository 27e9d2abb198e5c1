package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one process has used, as the operating system showed it at one moment; what it does not tell is absent.
 *
 * @param cpuMillis the CPU time since its start
 * @param memoryBytes its resident memory
 * @param threads its threads
 * @param openFiles its open files
 */
record Usage(long cpuMillis, OptionalLong memoryBytes, OptionalInt threads, OptionalLong openFiles) {
}
