package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.List;
import java.util.Map;

/**
 * Some lines of output for a page of the Dev UI.
 *
 * @param lines in the order of their times
 * @param dropped by process, how many lines are missing since the batch before because the page was too slow; without those
 *        that miss none
 */
public record LogBatch(List<Line> lines, Map<String, Long> dropped) {

    /**
     * A line.
     *
     * @param seq its number among all lines of its process
     * @param time milliseconds since the epoch
     * @param err whether it was written to the standard error
     */
    public record Line(String id, long seq, long time, boolean err, String text, long incarnation) {
    }
}
