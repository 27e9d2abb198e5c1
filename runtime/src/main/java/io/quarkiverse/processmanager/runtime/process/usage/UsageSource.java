package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the usage of processes. For one thread.
 * <p>
 * Duties of an implementation: it leaves out a process that has died or that the system does not show, and still reads the
 * others.
 */
interface UsageSource {

    /** The usage of each of these processes, by pid. */
    Map<Long, Usage> read(Collection<Long> pids);
}
