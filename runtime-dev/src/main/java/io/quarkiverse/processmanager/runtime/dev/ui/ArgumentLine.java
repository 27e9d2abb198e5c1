package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Splits a line of arguments into words: quotes keep words together, and a backslash takes the next character as it is. */
final class ArgumentLine {

    private static final char NONE = 0;

    private ArgumentLine() {
    }

    /**
     * The words of a line.
     *
     * @throws ProcessException {@link Reason#INVALID} if a quote is not closed
     */
    static String[] split(@Nullable String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = NONE;
        String text = line == null ? "" : line.strip();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                quote = NONE;
            } else if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
                inWord = true;
            } else if (quote != NONE) {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quote != NONE) {
            throw new ProcessException(Reason.INVALID, "", "cannot read the arguments: a quote is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words.toArray(String[]::new);
    }
}
