package io.quarkiverse.processmanager.runtime.process;

import java.util.Collection;
import java.util.Map;

/** Tells what processes use. Duty of an implementation: one that is dead, or is not shown, is left out. For one thread. */
interface UsageSource {

    /** What each of these processes uses, by pid. */
    Map<Long, Usage> read(Collection<Long> pids);
}
