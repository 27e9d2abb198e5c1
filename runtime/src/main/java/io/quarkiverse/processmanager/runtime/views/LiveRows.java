package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StatusUpdate;

/**
 * The rows of one reader: makes those anew that an update of the statuses can have changed, which are the rows of the changed
 * processes and of their dependents. Another definition, a new process and a removed one make all rows anew. One thread at a
 * time.
 */
public final class LiveRows {

    private final Supplier<Rows> read;
    private final Definitions current;
    private final Map<String, ProcessRow> rows = new LinkedHashMap<>();
    private RowMaker maker = new RowMaker(new Rows(List.of(), Map.of(), RowFacts.NONE));
    private boolean first = true;
    private final Map<Tally, Integer> counts = new EnumMap<>(Tally.class);

    /** Gives the current definition of a process; {@code null} if there is no process with the id, or if it is being removed. */
    public interface Definitions {

        @Nullable
        ProcessDefinition find(String id);
    }

    /**
     * @param read reads what the rows need beside the statuses
     * @param current gives the current definition of a process
     */
    public LiveRows(Supplier<Rows> read, Definitions current) {
        this.read = read;
        this.current = current;
    }

    /** The rows that have changed with this update, since the update before. */
    public OverviewUpdate after(StatusUpdate update) {
        boolean anew = first || isPlannedAnew(update);
        first = false;
        List<String> before = anew ? List.copyOf(maker.ids()) : List.of();
        if (anew) {
            maker = new RowMaker(read.get());
            rows.keySet().stream().filter(id -> maker.definition(id) == null || !update.statuses().containsKey(id)).toList()
                    .forEach(this::remove);
        }
        List<ProcessRow> changed = new ArrayList<>();
        for (String id : anew ? maker.ids() : affected(update)) {
            ProcessStatus status = update.statuses().get(id);
            if (status != null && maker.definition(id) != null) {
                ProcessRow row = maker.row(id, status, update.statuses());
                if (put(row)) {
                    changed.add(row);
                }
            }
        }
        boolean reordered = anew && !before.equals(List.copyOf(maker.ids()));
        return new OverviewUpdate(Counts.of(counts),
                reordered || before.isEmpty() && anew ? Optional.of(List.copyOf(maker.ids())) : Optional.empty(), changed,
                false);
    }

    private boolean isPlannedAnew(StatusUpdate update) {
        for (String id : update.removed()) {
            if (maker.definition(id) != null) {
                return true;
            }
        }
        for (String id : update.changed().keySet()) {
            ProcessDefinition known = maker.definition(id);
            ProcessDefinition now = current.find(id);
            if (known != now && (known == null || !known.equals(now))) {
                return true;
            }
        }
        return false;
    }

    private Set<String> affected(StatusUpdate update) {
        Set<String> affected = new LinkedHashSet<>(update.changed().keySet());
        update.changed().keySet().forEach(id -> affected.addAll(maker.dependents(id)));
        update.removed().forEach(id -> affected.addAll(maker.dependents(id)));
        return affected;
    }

    /** Returns whether the row is another one than before. */
    private boolean put(ProcessRow row) {
        ProcessRow before = rows.put(row.id(), row);
        count(before, -1);
        count(row, 1);
        return !row.equals(before);
    }

    private void remove(String id) {
        count(rows.remove(id), -1);
    }

    private void count(@Nullable ProcessRow row, int one) {
        if (row != null) {
            counts.merge(row.tally(), one, Integer::sum);
        }
    }
}
