package io.quarkiverse.processmanager.runtime.process.platform;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/**
 * A line of {@code ps}; {@link MacPsSyntax} has its columns.
 *
 * @param entry the process
 * @param user the uid of the process
 * @param text the command, and behind it the environment if this JVM may see it
 */
record MacPsLine(ProcessEntry entry, String user, String text) {

    private static final int COLUMNS = 11;
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /** Parses a line such as {@code 715 1 715 501 Ss Mon Nov 23 06:57:50 2026 /bin/sh -c x}, with any number of blanks. */
    static Optional<MacPsLine> parse(String line) {
        String[] words = line.strip().split("\\s+", COLUMNS);
        if (words.length < COLUMNS - 1) {
            return Optional.empty();
        }
        try {
            String text = words.length == COLUMNS ? words[COLUMNS - 1] : "";
            char state = words[4].charAt(0);
            ProcessId identity = new ProcessId(Long.parseLong(words[0]),
                    startTicks(words[6] + " " + words[7] + " " + words[8] + " " + words[9]));
            // macOS does not show the session. A member that has left the group is found by its parent or its environment.
            ProcessEntry entry = new ProcessEntry(identity, Long.parseLong(words[1]), Long.parseLong(words[2]), 0, state,
                    text.hashCode(), state == 'Z');
            return Optional.of(new MacPsLine(entry, words[3], text));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long startTicks(String text) {
        return LocalDateTime.parse(text, START).toEpochSecond(ZoneOffset.UTC) * ProcessTable.TICKS_PER_SECOND;
    }

    /** The value of a variable in the environment of the process. */
    Optional<String> variable(String name) {
        String start = " " + name + "=";
        int at = text.lastIndexOf(start);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + start.length();
        int end = text.indexOf(' ', from);
        return Optional.of(text.substring(from, end < 0 ? text.length() : end));
    }
}
