package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Lines that fit into an answer for a coding agent: a long line is cut, and the oldest lines are left out. Pure functions.
 *
 * @param lines oldest first
 * @param leftOut how many older lines are left out
 */
public record AnswerLimit(List<String> lines, int leftOut) {

    static final int LINE = 500;
    static final int ANSWER = 50_000;

    static AnswerLimit of(List<String> lines) {
        Deque<String> kept = new ArrayDeque<>();
        int size = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = cut(lines.get(i));
            size += line.length() + 1;
            if (size > ANSWER) {
                return new AnswerLimit(List.copyOf(kept), i + 1);
            }
            kept.addFirst(line);
        }
        return new AnswerLimit(List.copyOf(kept), 0);
    }

    private static String cut(String line) {
        if (line.length() <= LINE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LINE - 1)) ? LINE - 1 : LINE;
        return line.substring(0, end) + " ... " + (line.length() - end) + " more characters";
    }
}
