package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.Map;

/**
 * Tells what processes use. For one thread.
 * <p>
 * Duties of an implementation: one that has died, or is not shown, is left out, and keeps nobody else from being told.
 */
interface UsageSource {

    /** What each of these processes uses, by pid. */
    Map<Long, Usage> read(Collection<Long> pids);
}
