package io.quarkiverse.processmanager.runtime.config.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words by the quoting rules of a POSIX shell. Variables, wildcards, tildes and comments have no
 * meaning.
 */
public final class ShellWords {

    private static final char BACKSLASH = '\\';
    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\";
    private static final char BARE = 'b';
    private static final char DOUBLE = 'd';
    private static final char LITERAL = 's';

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder quoting = new StringBuilder();
    /** Also true after an empty pair of quotes, which is a word. */
    private boolean inWord;
    private int position;

    /**
     * A word of a line.
     *
     * @param text the word without its quotes
     * @param quoting how each character is quoted
     */
    public record Word(String text, String quoting) {

        /** The word with a NUL in place of each character in quotes and each escaped character. */
        public String bare() {
            return without(BARE, BARE);
        }

        /** The word with a NUL in place of each character that a shell takes literally. */
        public String expandable() {
            return without(BARE, DOUBLE);
        }

        private String without(char kept, char alsoKept) {
            StringBuilder result = new StringBuilder(text);
            for (int i = 0; i < text.length(); i++) {
                if (quoting.charAt(i) != kept && quoting.charAt(i) != alsoKept) {
                    result.setCharAt(i, '\0');
                }
            }
            return result.toString();
        }
    }

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * @throws IllegalArgumentException if a quote is not closed, or if the line ends in a backslash; the message is the end of a
     *         sentence about the line
     */
    public static List<Word> split(String line) {
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
            default -> add(c, BARE);
        }
    }

    private void singleQuotes() {
        int opening = position;
        int closing = line.indexOf('\'', position);
        if (closing < 0) {
            throw unclosed('\'', opening);
        }
        inWord = true;
        line.substring(position, closing).chars().forEach(c -> add((char) c, LITERAL));
        position = closing + 1;
    }

    private void doubleQuotes() {
        int opening = position;
        inWord = true;
        while (position < line.length()) {
            char c = line.charAt(position++);
            if (c == '"') {
                return;
            }
            if (c == BACKSLASH && position < line.length()) {
                escapeInDoubleQuotes();
            } else {
                add(c, DOUBLE);
            }
        }
        throw unclosed('"', opening);
    }

    private void escapeInDoubleQuotes() {
        char escaped = line.charAt(position);
        if (escaped == '\n') {
            position++;
        } else if (ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(escaped) >= 0) {
            add(escaped, LITERAL);
            position++;
        } else {
            add(BACKSLASH, DOUBLE);
        }
    }

    private void escape() {
        if (position == line.length()) {
            throw new IllegalArgumentException("ends in a backslash, which escapes nothing");
        }
        char escaped = line.charAt(position++);
        // A backslash before a line break joins the two lines.
        if (escaped != '\n') {
            add(escaped, LITERAL);
        }
    }

    private void add(char c, char how) {
        inWord = true;
        word.append(c);
        quoting.append(how);
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(word.toString(), quoting.toString()));
        }
        word.setLength(0);
        quoting.setLength(0);
        inWord = false;
    }

    private static IllegalArgumentException unclosed(char quote, int opening) {
        return new IllegalArgumentException("has an unbalanced quote: the " + quote + " at position " + opening
                + " is not closed");
    }
}
