package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often the counted repetitions of an expression repeat at least, with those inside of others multiplied: {@code (a{20}b){5}}
 * repeats 100 times. A group that matches nothing repeats without reading the text, so that no deadline stops it. The count is an
 * upper bound: it does not find out whether a group can be empty. For one thread.
 */
final class RepetitionCount {

    static final long MOST = 10_000_000;

    private final String regex;
    /** For each open group the highest count inside of it. */
    private final Deque<Long> groups = new ArrayDeque<>();
    /** The count inside of the last element: a group, or 1 for a character. */
    private long last = 1;
    private int at;

    RepetitionCount(String regex) {
        this.regex = regex;
    }

    boolean isTooHigh() {
        if (regex.indexOf('{') < 0) {
            return false;
        }
        groups.push(1L);
        while (at < regex.length()) {
            next(regex.charAt(at));
        }
        return groups.stream().anyMatch(count -> count > MOST);
    }

    private void next(char c) {
        switch (c) {
            case '\\' -> skipEscaped();
            case '[' -> skipClass();
            case '(' -> {
                groups.push(1L);
                last = 1;
                at++;
            }
            case ')' -> {
                last = groups.size() > 1 ? groups.pop() : 1;
                raise(last);
                at++;
            }
            case '{' -> repeat();
            default -> {
                last = 1;
                at++;
            }
        }
    }

    private void skipEscaped() {
        int end = regex.startsWith("\\Q", at) ? regex.indexOf("\\E", at) : -1;
        at = end < 0 && regex.startsWith("\\Q", at) ? regex.length() : Math.max(end, at) + 2;
        last = 1;
    }

    /** Skips a character class. A wrong end only makes the count higher. */
    private void skipClass() {
        at += regex.startsWith("[^]", at) ? 3 : regex.startsWith("[]", at) ? 2 : 1;
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        last = 1;
    }

    private void repeat() {
        at++;
        long number = 0;
        while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
            number = Math.min(MOST + 1, number * 10 + Character.digit(regex.charAt(at), 10));
            at++;
        }
        last = Math.min(MOST + 1, last * Math.max(1, number));
        raise(last);
    }

    private void raise(long count) {
        groups.push(Math.max(groups.pop(), count));
    }
}
