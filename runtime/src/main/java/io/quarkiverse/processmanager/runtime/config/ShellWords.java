package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a command line into words by the quoting rules of a POSIX shell. Variables, wildcards, tildes and comments have no
 * meaning.
 */
final class ShellWords {

    private static final char BACKSLASH = '\\';
    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\";
    private static final Set<String> OPERATORS = Set.of("&&", "||", "|", "&", ";", "<", ">", ">>", "2>", "2>>", "2>&1", "&>");

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** Also true after an empty pair of quotes, which is a word. */
    private boolean inWord;
    private boolean quoted;
    private int position;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * @throws IllegalArgumentException if a quote is not closed, if the line ends in a backslash, or if it has an operator that
     *         only a shell understands; the message is the end of a sentence about the line
     */
    static List<String> split(String line) {
        ShellWords split = new ShellWords(line);
        while (split.position < line.length()) {
            split.next();
        }
        split.endWord();
        return List.copyOf(split.words);
    }

    private void next() {
        char c = line.charAt(position++);
        switch (c) {
            case ' ', '\t', '\n' -> endWord();
            case '\'' -> singleQuotes();
            case '"' -> doubleQuotes();
            case BACKSLASH -> escape();
            default -> add(c);
        }
    }

    private void singleQuotes() {
        int opening = position;
        int closing = line.indexOf('\'', position);
        if (closing < 0) {
            throw unclosed('\'', opening);
        }
        startQuoted();
        word.append(line, position, closing);
        position = closing + 1;
    }

    private void doubleQuotes() {
        int opening = position;
        startQuoted();
        while (position < line.length()) {
            char c = line.charAt(position++);
            if (c == '"') {
                return;
            }
            if (c == BACKSLASH && position < line.length()) {
                escapeInDoubleQuotes();
            } else {
                word.append(c);
            }
        }
        throw unclosed('"', opening);
    }

    private void escapeInDoubleQuotes() {
        char escaped = line.charAt(position);
        if (escaped == '\n') {
            position++;
        } else if (ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(escaped) >= 0) {
            word.append(escaped);
            position++;
        } else {
            word.append(BACKSLASH);
        }
    }

    private void escape() {
        if (position == line.length()) {
            throw new IllegalArgumentException("ends in a backslash, which escapes nothing");
        }
        char escaped = line.charAt(position++);
        // A backslash before a line break joins the two lines.
        if (escaped != '\n') {
            startQuoted();
            word.append(escaped);
        }
    }

    private void startQuoted() {
        inWord = true;
        quoted = true;
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            if (!quoted && OPERATORS.contains(word.toString())) {
                throw new IllegalArgumentException(
                        "has '" + word + "', which only a shell understands; quote it, or let a shell run the line");
            }
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
        quoted = false;
    }

    private static IllegalArgumentException unclosed(char quote, int opening) {
        return new IllegalArgumentException("has an unbalanced quote: the " + quote + " at position " + opening
                + " is not closed");
    }
}
