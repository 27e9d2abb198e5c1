package io.quarkiverse.processmanager.benchmarks.application;

import java.util.List;

import io.quarkiverse.processmanager.LogLine;

/** Counts the lines of a {@code child write} that are missing in the part of its output that is kept in memory. */
final class KeptLines {

    private static final int LINES_OF_BLOCK = 800;

    private KeptLines() {
    }

    /** Between two numbered lines are 799 lines, and the last line is "end". Lines before the first number do not count. */
    static long missing(List<LogLine> lines) {
        long missing = 0;
        int previous = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).text().startsWith("block ")) {
                missing += previous < 0 ? 0 : LINES_OF_BLOCK - (i - previous);
                previous = i;
            }
        }
        boolean complete = previous < 0 || lines.get(lines.size() - 1).text().startsWith("end ");
        return missing + (complete ? 0 : 1);
    }
}
