package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * Knows whether anybody can have been born during a look. If nobody was, whoever is alive at its end was alive all the time and
 * was seen, so that no second look is needed. For one thread.
 */
final class ForkCounter {

    private final ProcessTable table;
    private final OptionalLong first;

    /** To be made before the first process is started. */
    ForkCounter(ProcessTable table) {
        this.table = table;
        this.first = table.forkCounter();
    }

    /** Remembers the moment. */
    OptionalLong now() {
        return table.forkCounter();
    }

    /**
     * Whether nobody was born since that moment. A system that only pretends to count is not believed: processes of ours have
     * been started since the first moment.
     */
    boolean noneSince(OptionalLong moment) {
        return moment.isPresent() && first.isPresent() && moment.getAsLong() > first.getAsLong()
                && moment.equals(table.forkCounter());
    }
}
