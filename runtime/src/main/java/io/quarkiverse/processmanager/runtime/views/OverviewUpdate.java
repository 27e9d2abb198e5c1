package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Optional;

/**
 * What has changed since the update before. The first update of a stream has all processes.
 *
 * @param counts how many processes are in which class now
 * @param ids all processes in the order of the start, each after its dependencies; absent if these are the same as before, in the
 *        same order
 * @param rows the rows that are new or have changed
 * @param ended whether this is the last item, because the application ends or is about to be reloaded; the other components
 *        are empty then
 */
public record OverviewUpdate(Counts counts, Optional<List<String>> ids, List<ProcessRow> rows, boolean ended) {

    /** The last item of a stream, because the Dev UI does not report the completion of a stream to the browser. */
    public static final OverviewUpdate LAST = new OverviewUpdate(Counts.NONE, Optional.empty(), List.of(), true);

    /** Whether there is anything to draw. The counts change with a row or with the ids only. */
    public boolean hasChanges() {
        return ids.isPresent() || !rows.isEmpty();
    }

    /** The label of the card in the Dev UI: text or, for a red label, HTML. */
    public String badge() {
        return counts.down() == 0 ? counts.label()
                : "<qui-badge level=\"error\" tiny pill title=\"" + counts.text() + "\"><span>" + counts.label()
                        + "</span></qui-badge>";
    }
}
