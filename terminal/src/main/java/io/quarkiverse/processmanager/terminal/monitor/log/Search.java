package io.quarkiverse.processmanager.terminal.monitor.log;

import java.util.Locale;

/**
 * A text to search for. It is no expression: one line can take an expression minutes, and keys would have to wait. Without a
 * capital letter the case of letters does not matter.
 */
public record Search(String text) {

    public static final Search NONE = new Search("");

    public boolean isActive() {
        return !text.isEmpty();
    }

    /** The position of the next occurrence; -1 without any. */
    public int find(String line, int from) {
        if (!isActive()) {
            return -1;
        }
        boolean exact = !text.equals(text.toLowerCase(Locale.ROOT));
        if (exact) {
            return line.indexOf(text, from);
        }
        for (int index = from; index <= line.length() - text.length(); index++) {
            if (line.regionMatches(true, index, text, 0, text.length())) {
                return index;
            }
        }
        return -1;
    }

    boolean isIn(String line) {
        return find(line, 0) >= 0;
    }
}
