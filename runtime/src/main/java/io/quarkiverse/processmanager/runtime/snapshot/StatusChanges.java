package io.quarkiverse.processmanager.runtime.snapshot;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.StatusUpdate;

/** Reads for one subscriber what has changed since it last read. One thread at a time. */
public final class StatusChanges implements Supplier<List<StatusUpdate>> {

    private final Supplier<Snapshot> snapshots;
    private Snapshot last = Snapshot.EMPTY;
    private boolean first = true;

    public StatusChanges(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    /** One update with all changes since the last call; none if nothing has changed, except at the first call. */
    @Override
    public List<StatusUpdate> get() {
        Snapshot now = snapshots.get();
        Snapshot.Changes changes = now.since(last);
        last = now;
        if (first) {
            first = false;
            return List.of(new StatusUpdate(now.statuses(), Set.of(), now.statuses()));
        }
        return changes.isEmpty() ? List.of() : List.of(new StatusUpdate(changes.changed(), changes.removed(), now.statuses()));
    }
}
