package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** The quotes of a text. For one thread. */
final class QuotedText {

    /** What stands before a quote: {@code $'x'} of a shell, and the letters of languages. */
    private static final String SIGNS = "$@bBfFnNrRuU";
    private static final String SHELL_QUOTE = "\\''";
    /** The quotes in a text of HTML, and those of Python. */
    private static final List<String> LONG_QUOTES = List.of("&quot;", "&apos;", "&#34;", "&#39;", "\"\"\"", "'''");
    /** Before the quotes of JSON in JSON in JSON stand seven. */
    private static final int MOST_BACKSLASHES = 8;

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
     * The value in a quote behind the sign of a shell or of a language, or in quotes of several characters, with all signs:
     * {@code $'x'}, {@code b'x'}, {@code \"x\"}, {@code &quot;x&quot;}; null without one.
     */
    Found signed(int begin, boolean certain) {
        int length = longQuoteAt(begin);
        if (length > 0) {
            int from = begin + length;
            int end = longQuoteEnd(begin, length);
            int to = end < 0 ? lineEnd(from) : end;
            return new Found(begin, end < 0 ? to : end + length, text.substring(from, to), certain);
        }
        int quote = behindSign(begin);
        if (quote == begin) {
            return null;
        }
        Found value = value(quote, certain);
        return new Found(begin, value.to(), value.value(), certain);
    }

    /** The quote behind the sign of a shell or of a language at this place; the place itself without both. */
    int behindSign(int begin) {
        int quote = begin + 1;
        return quote < text.length() && isQuote(text.charAt(quote)) && SIGNS.indexOf(text.charAt(begin)) >= 0 ? quote : begin;
    }

    /** The length of a quote of several characters that begins at this place, {@code \"} or {@code &quot;}; 0 without one. */
    int longQuoteAt(int begin) {
        int quote = begin;
        while (quote < text.length() && quote - begin < MOST_BACKSLASHES && text.charAt(quote) == '\\') {
            quote++;
        }
        if (quote > begin) {
            return quote < text.length() && isQuote(text.charAt(quote)) ? quote + 1 - begin : 0;
        }
        for (String known : LONG_QUOTES) {
            if (text.startsWith(known, begin)) {
                return known.length();
            }
        }
        return 0;
    }

    /** Where the quote with so many characters ends that begins at this place; -1 without an end in its line. */
    int longQuoteEnd(int begin, int length) {
        String quote = text.substring(begin, begin + length);
        int from = begin + length;
        int end = text.indexOf(quote, from);
        // One more backslash stands before a quote inside of this one.
        while (end > from && quote.charAt(0) == '\\' && text.charAt(end - 1) == '\\') {
            end = text.indexOf(quote, end + 1);
        }
        return end < 0 || text.substring(from, end).indexOf('\n') >= 0 ? -1 : end;
    }

    /** The length of the quote of any kind that ends at this place; 0 without one. */
    int lengthBefore(int end) {
        if (end > 0 && isQuote(text.charAt(end - 1))) {
            int begin = end - 1;
            while (begin > 0 && end - begin <= MOST_BACKSLASHES && text.charAt(begin - 1) == '\\') {
                begin--;
            }
            return end - begin;
        }
        if (end > 0 && text.charAt(end - 1) == ';') {
            for (String known : LONG_QUOTES) {
                if (text.startsWith(known, end - known.length())) {
                    return known.length();
                }
            }
        }
        return 0;
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
