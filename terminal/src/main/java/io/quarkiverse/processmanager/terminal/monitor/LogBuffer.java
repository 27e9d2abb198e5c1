package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last lines of a log, at most {@link #MOST_LINES} with at most {@link #MOST_CHARACTERS}. Each line has a number that it keeps.
 * Owned by one thread.
 */
final class LogBuffer {

    static final int MOST_LINES = 10_000;
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

    /** Whether a line removes no other one. */
    boolean hasRoom(LogLine line) {
        return isEmpty() || end - first < MOST_LINES && characters + line.text().length() <= MOST_CHARACTERS;
    }

    void add(LogLine line) {
        while (!hasRoom(line)) {
            characters -= get(first).text().length();
            lines[(int) (first % MOST_LINES)] = null;
            first++;
        }
        lines[(int) (end % MOST_LINES)] = line;
        characters += line.text().length();
        end++;
    }

    /** The lines, oldest first. */
    List<LogLine> all() {
        List<LogLine> all = new ArrayList<>();
        for (long number = first; number < end; number++) {
            all.add(get(number));
        }
        return all;
    }

    /** Removes all lines; the numbers begin again. */
    void clear() {
        if (!isEmpty()) {
            Arrays.fill(lines, null);
        }
        first = 0;
        end = 0;
        characters = 0;
    }
}
