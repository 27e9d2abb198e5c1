package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** The quotes of a text. For one thread. */
final class QuotedText {

    /** What stands before a quote: {@code $'x'} of a shell, and the letters of languages. */
    private static final String SIGNS = "$@bBfFnNrRuU";
    private static final String SHELL_QUOTE = "\\''";

    private final String text;
    /** The quotes without an end: a search for the end of each of them would read the rest of the text again. */
    private String endless = "";
    /** The end of a line that was read last, and where that began. */
    private int lineBegin;
    private int lineEnd = -1;

    QuotedText(String text) {
        this.text = text;
    }

    static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    /** The value in the quote that begins at this place, with its quotes; without an end of the quote, the rest of the line. */
    Found value(int begin, boolean certain) {
        int end = end(begin);
        int to = end < 0 ? lineEnd(begin + 1) : end;
        return new Found(begin, end < 0 ? to : end + 1, text.substring(begin + 1, to), certain);
    }

    /**
     * The value in a quote behind the sign of a shell or of a language, with both: {@code \"x\"}, {@code $'x'}, {@code b'x'}; null
     * without one.
     */
    Found signed(int begin, boolean certain) {
        int quote = begin + 1;
        if (quote >= text.length() || !isQuote(text.charAt(quote))) {
            return null;
        }
        if (text.charAt(begin) == '\\') {
            return escaped(begin, certain);
        }
        if (SIGNS.indexOf(text.charAt(begin)) < 0) {
            return null;
        }
        Found value = value(quote, certain);
        return new Found(begin, value.to(), value.value(), certain);
    }

    /** A quote in another one, up to the end of the line. */
    private Found escaped(int begin, boolean certain) {
        String quote = text.substring(begin, begin + 2);
        int from = begin + quote.length();
        int end = text.indexOf(quote, from);
        if (end < 0 || text.substring(from, end).indexOf('\n') >= 0) {
            return new Found(begin, lineEnd(from), text.substring(from, lineEnd(from)), certain);
        }
        return new Found(begin, end + quote.length(), text.substring(from, end), certain);
    }

    /**
     * The end of the quote that begins at this place; -1 without an end. The sign itself can be in a quote: {@code 'it'\''s'} in a shell,
     * {@code 'it''s'} in SQL and YAML.
     */
    int end(int begin) {
        char quote = text.charAt(begin);
        if (endless.indexOf(quote) >= 0) {
            return -1;
        }
        for (int i = begin + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote) {
                int more = quote == '\'' ? behind(i) : 0;
                if (more == 0) {
                    return i;
                }
                i += more;
            }
        }
        endless += quote;
        return -1;
    }

    /** How many characters show, behind what can be the end of a quote, that the quote goes on. */
    private int behind(int end) {
        return text.startsWith(SHELL_QUOTE, end + 1) ? SHELL_QUOTE.length() : text.startsWith("'", end + 1) ? 1 : 0;
    }

    /** The end of the line, or a quote before it. */
    int lineEnd(int from) {
        if (from < lineBegin || from > lineEnd) {
            lineBegin = from;
            lineEnd = from;
            while (lineEnd < text.length() && "\r\n'\"".indexOf(text.charAt(lineEnd)) < 0) {
                lineEnd++;
            }
        }
        return lineEnd;
    }
}
