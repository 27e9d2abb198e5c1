package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Detects whether the system has forked a process during a scan. Without a fork, each process that is alive at the end of the
 * scan was alive all the time and is in the scan, so that no second scan is needed. For one thread.
 */
final class ForkCounter {

    private final ProcessTable table;
    private final OptionalLong first;

    /** Must be called before the first process is started. */
    ForkCounter(ProcessTable table) {
        this.table = table;
        this.first = table.forkCounter();
    }

    /** The current count, for {@link #noneSince}. */
    OptionalLong now() {
        return table.forkCounter();
    }

    /**
     * Whether no process was forked since that count. A count that still has its first value is ignored: the engine has started
     * processes since then, so the system does not really count.
     */
    boolean noneSince(OptionalLong count) {
        return count.isPresent() && first.isPresent() && count.getAsLong() > first.getAsLong()
                && count.equals(table.forkCounter());
    }
}
