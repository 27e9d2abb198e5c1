package io.quarkiverse.processmanager.terminal.monitor;

import java.util.Arrays;

/**
 * The last lines of a log, at most {@link #MOST_LINES} with at most {@link #MOST_CHARACTERS}. Each line has a number that it keeps.
 * Owned by one thread.
 */
final class LogBuffer {

    static final int MOST_LINES = 5_000;
    static final long MOST_CHARACTERS = 4_000_000;

    private final LogLine[] lines = new LogLine[MOST_LINES];
    private long first;
    private long end;
    private long characters;

    /** The number of the oldest line. */
    long first() {
        return first;
    }

    /** The number of the next line. */
    long end() {
        return end;
    }

    boolean isEmpty() {
        return first == end;
    }

    LogLine get(long number) {
        return lines[(int) (number % MOST_LINES)];
    }

    void add(LogLine line) {
        while (!isEmpty() && (end - first == MOST_LINES || characters + line.text().length() > MOST_CHARACTERS)) {
            characters -= get(first).text().length();
            lines[(int) (first % MOST_LINES)] = null;
            first++;
        }
        lines[(int) (end % MOST_LINES)] = line;
        characters += line.text().length();
        end++;
    }

    void clear() {
        Arrays.fill(lines, null);
        first = 0;
        end = 0;
        characters = 0;
    }
}
