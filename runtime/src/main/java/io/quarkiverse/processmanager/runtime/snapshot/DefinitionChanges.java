package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/**
 * Whether a definition is another one than at the last call, or a process was added or removed. A process that another plan lacks is
 * removed when nothing of it is alive, so its removal is no change of the plan. One thread at a time.
 */
public final class DefinitionChanges implements BooleanSupplier {

    private final Supplier<Snapshot> snapshots;
    private Plan plan = Plan.EMPTY;
    private int processes;

    public DefinitionChanges(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public boolean getAsBoolean() {
        Snapshot now = snapshots.get();
        boolean changed = now.plan() != plan || now.size() != processes;
        plan = now.plan();
        processes = now.size();
        return changed;
    }
}
