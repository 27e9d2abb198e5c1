package io.quarkiverse.processmanager.runtime.views;

import java.util.List;
import java.util.Optional;

/**
 * What has changed since the update before. The first update of a stream has all processes.
 *
 * @param running how many processes are running or have completed now
 * @param total how many processes there are now
 * @param down how many processes have failed, wait for a restart after a failure, or are unhealthy now
 * @param ids all processes, each after its dependencies; absent if these are the same as before, in the same order
 * @param rows the rows that are new or have changed
 * @param ended whether this is the last item, because the application ends or is about to be reloaded; the other components
 *        are empty then
 */
public record OverviewUpdate(int running, int total, int down, Optional<List<String>> ids, List<ProcessRow> rows,
        boolean ended) {

    /** The last item of a stream, because the Dev UI does not report the completion of a stream to the browser. */
    public static final OverviewUpdate LAST = new OverviewUpdate(0, 0, 0, Optional.empty(), List.of(), true);

    /** Whether there is anything to draw. The counts change with a row or with the ids only. */
    public boolean hasChanges() {
        return ids.isPresent() || !rows.isEmpty();
    }

    /** The label of the card in the Dev UI: text or, for a red label, HTML. */
    public String badge() {
        String text = running + "/" + total;
        return down == 0 ? text
                : "<qui-badge level=\"error\" tiny pill title=\"" + down + " down\"><span>" + text + "</span></qui-badge>";
    }
}
