package io.quarkiverse.processmanager.runtime.safe;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** The quotes of a text. For one thread. */
final class QuotedText {

    private final String text;
    /** The quotes without an end: a search for the end of each of them would read the rest of the text again. */
    private String endless = "";

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

    /** The end of the quote that begins at this place; -1 without an end. */
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
                return i;
            }
        }
        endless += quote;
        return -1;
    }

    /** The end of the line, or a quote before it. */
    int lineEnd(int from) {
        int end = from;
        while (end < text.length() && "\r\n'\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
