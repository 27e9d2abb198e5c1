package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;

/**
 * All processes at one moment.
 *
 * @param running how many of them are running or have completed
 * @param down how many of them are not as somebody wants them to be: they have failed, are about to be started again, or are
 *        unhealthy
 * @param rows each after those that it depends on
 * @param ended whether this is the last there is to see, because the application ends or is about to be reloaded; nothing else
 *        is known then
 */
public record Overview(int running, int total, int down, List<ProcessRow> rows, boolean ended) {

    /** The Dev UI does not tell a browser that a stream has ended. */
    static final Overview LAST = new Overview(0, 0, 0, List.of(), true);

    Overview(int running, int total, int down, List<ProcessRow> rows) {
        this(running, total, down, rows, false);
    }

    /** What the card of the Dev UI shows: text or, where that has to be red, HTML. */
    String badge() {
        String text = running + "/" + total;
        return down == 0 ? text
                : "<qui-badge level=\"error\" tiny pill title=\"" + down + " down\"><span>" + text + "</span></qui-badge>";
    }
}
