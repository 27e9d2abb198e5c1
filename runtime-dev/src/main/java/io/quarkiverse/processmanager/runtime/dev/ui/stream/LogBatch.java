package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.util.List;
import java.util.Map;

/**
 * Lines of output for a page of the Dev UI.
 *
 * @param lines in the order of their times
 * @param dropped for each process, how many lines are missing since the previous batch because the page was too slow; without
 *        processes that miss none
 */
public record LogBatch(List<Line> lines, Map<String, Long> dropped) {

    /**
     * A line.
     *
     * @param seq the number of the line among all lines of its process
     * @param time milliseconds since the epoch
     * @param err whether the process wrote the line to the standard error
     */
    public record Line(String id, long seq, long time, boolean err, String text, long incarnation) {
    }
}
