package io.quarkiverse.processmanager.terminal.monitor.log;

import java.util.Map;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.OutputText;

/**
 * One line of the output of a process, as the process has written it.
 *
 * @param isNotice whether the line is about the output, and not part of it
 */
public record LogLine(String id, String text, boolean isNotice) {

    /** The line of an answer. */
    public static LogLine of(Members line) {
        return line.number("leftOut")
                .map(count -> new LogLine(line.text("id"), OutputText.leftOut(count), true))
                .orElseGet(() -> new LogLine(line.text("id"), line.text("text"), false));
    }

    /**
     * Whether a line is the first one of another start of its process.
     *
     * @param starts for each process the start of its last line; changed by this line
     */
    public static boolean isRestart(Members line, Map<String, Long> starts) {
        long start = line.number("incarnation").orElse(0L);
        Long before = start == 0 ? null : starts.put(line.text("id"), start);
        return before != null && before != start;
    }

    /** The notice in front of the first line of another start. */
    public static LogLine restart(Members line) {
        return new LogLine(line.text("id"), "... start " + line.number("incarnation").orElse(0L) + " ...", true);
    }
}
