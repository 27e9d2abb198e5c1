package io.quarkiverse.processmanager.terminal.monitor.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last lines of a log, at most {@link #MOST_LINES} with at most {@link #MOST_CHARACTERS}. Each line has a number that it keeps.
 * Owned by one thread.
 */
public final class LogBuffer {

    public static final int MOST_LINES = 10_000;
    public static final long MOST_CHARACTERS = 4_000_000;

    private final LogLine[] lines = new LogLine[MOST_LINES];
    private long first;
    private long end;
    private long characters;

    /** The number of the oldest line. */
    public long first() {
        return first;
    }

    /** The number of the next line. */
    public long end() {
        return end;
    }

    public boolean isEmpty() {
        return first == end;
    }

    public LogLine get(long number) {
        return lines[(int) (number % MOST_LINES)];
    }

    /** Whether a line removes no other one. */
    boolean hasRoom(LogLine line) {
        return isEmpty() || end - first < MOST_LINES && characters + line.text().length() <= MOST_CHARACTERS;
    }

    public void add(LogLine line) {
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
    public List<LogLine> all() {
        List<LogLine> all = new ArrayList<>();
        for (long number = first; number < end; number++) {
            all.add(get(number));
        }
        return all;
    }

    /** Removes all lines; the numbers begin again. */
    public void clear() {
        if (!isEmpty()) {
            Arrays.fill(lines, null);
        }
        first = 0;
        end = 0;
        characters = 0;
    }
}
