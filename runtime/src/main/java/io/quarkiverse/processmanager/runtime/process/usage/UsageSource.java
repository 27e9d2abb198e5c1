package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/**
 * Reads the usage of processes. For one thread.
 * <p>
 * Duties of an implementation: it leaves out a process that has died or that the system does not show, and still reads the
 * others.
 */
public interface UsageSource {

    /** The usage of each of these processes, which a scan of the process table has just found alive, by pid. */
    Map<Long, Usage> read(Collection<ProcessEntry> processes);
}
