package io.quarkiverse.processmanager.runtime.views;

import java.util.List;

/**
 * All processes at one moment.
 *
 * @param running how many of them are running or have completed
 * @param down how many of them have failed, wait for a restart after a failure, or are unhealthy
 * @param rows each process after its dependencies
 * @param ended whether this is the last item, because the application ends or is about to be reloaded; the other components
 *        are empty then
 */
public record Overview(int running, int total, int down, List<ProcessRow> rows, boolean ended) {

    /** The last item of a stream, because the Dev UI does not report the completion of a stream to the browser. */
    public static final Overview LAST = new Overview(0, 0, 0, List.of(), true);

    public Overview(int running, int total, int down, List<ProcessRow> rows) {
        this(running, total, down, rows, false);
    }

    /** The label of the card in the Dev UI: text or, for a red label, HTML. */
    public String badge() {
        String text = running + "/" + total;
        return down == 0 ? text
                : "<qui-badge level=\"error\" tiny pill title=\"" + down + " down\"><span>" + text + "</span></qui-badge>";
    }
}
