package io.quarkiverse.processmanager.runtime.safe;

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
