package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;

/**
 * All processes at one moment.
 *
 * @param running how many of them are running or have completed
 * @param down how many of them are not as somebody wants them to be: they have failed, are about to be started again, or are
 *        unhealthy
 * @param rows each after those that it depends on
 */
public record Overview(int running, int total, int down, List<ProcessRow> rows) {

    /** What the card of the Dev UI shows; it takes HTML for what is no ordinary label. */
    String badge() {
        String label = running + "/" + total;
        return down == 0 ? label
                : "<qui-badge tiny pill level=\"error\" title=\"" + down + " down\"><span>" + label + "</span></qui-badge>";
    }
}
