package io.quarkiverse.processmanager.runtime.safe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** Finds the secret in {@code Name: value}, the form of headers, of YAML and of JSON. For one thread. */
final class SecretHeader {

    private static final String ESCAPED_QUOTE = "\\\"";
    private static final Pattern ITEM = Pattern.compile(
            "([^,}\\]\\r\\n]*)(?:[}\\]]*,?\\s*|[}\\]]*,\\s*[\"']?[\\w.-]+[\"']?\\s*[:=].*)",
            Pattern.DOTALL);
    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;
    private static final String PROCESS = "process '";

    private final String text;
    private final QuotedText quotes;
    /** The block of lines that was read last. */
    private int blockBegin;
    private int blockEnd = -1;

    SecretHeader(String text, QuotedText quotes) {
        this.text = text;
        this.quotes = quotes;
    }

    /** The secret behind the colon, up to the end of the line or of the quote; null without one. */
    Found at(int colon) {
        int wordEnd = NameBefore.end(text, colon);
        int quote = wordEnd > 0 && QuotedText.isQuote(text.charAt(wordEnd - 1)) ? 1 : 0;
        // JSON in a quote of a shell: {\"token\":\"x\"}.
        boolean escaped = quote == 1 && wordEnd > 1 && text.startsWith(ESCAPED_QUOTE, wordEnd - 2);
        NameBefore name = NameBefore.of(text, wordEnd - (escaped ? ESCAPED_QUOTE.length() : quote));
        if (!SecretName.mentionsSecret(name.text()) || isFileOrProcess(name.from(), quote)) {
            return null;
        }
        int from = colon + 1;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return text.startsWith("//", from) ? null : value(name, from);
    }

    /** The value before the next name in the same line, as in <code>{"token_ttl": 5, "password": "x"}</code>, or the whole value. */
    private static String firstOf(String line) {
        Matcher item = ITEM.matcher(line.substring(0, Math.min(LONGEST, line.length())));
        return item.matches() ? item.group(1) : line;
    }

    /** A reason follows the colon behind the path of a file, and behind {@code process 'auth'} in a sentence of the engine. */
    private boolean isFileOrProcess(int begin, int quote) {
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        return before == '/' || before == '\\' || quote == 1 && text.startsWith(PROCESS, begin - PROCESS.length());
    }

    private Found value(NameBefore name, int from) {
        int escapedEnd = text.startsWith(ESCAPED_QUOTE, from) ? text.indexOf(ESCAPED_QUOTE, from + ESCAPED_QUOTE.length()) : -1;
        if (escapedEnd >= 0) {
            return found(name, from + ESCAPED_QUOTE.length(), escapedEnd);
        }
        int block = blockBegin(from);
        return block >= 0 ? found(name, block, blockEnd(block)) : ofLine(name, from);
    }

    private Found ofLine(NameBefore name, int begin) {
        boolean quoted = begin < text.length() && QuotedText.isQuote(text.charAt(begin));
        int from = quoted ? begin + 1 : begin;
        int quote = quoted ? quotes.end(begin) : -1;
        int end = quote < 0 ? quotes.lineEnd(from) : quote;
        if (text.startsWith("${", name.from() - 2)) {
            end = braceBefore(from, end);
            if (text.startsWith("${", from)
                    || text.startsWith(SecretText.MASK, Math.max(from, end - SecretText.MASK.length()))) {
                return null;
            }
        }
        return found(name, from, end);
    }

    /** The end of the default of an expression: its brace, or the end of the line. */
    private int braceBefore(int from, int lineEnd) {
        for (int i = from; i < Math.min(lineEnd, from + LONGEST); i++) {
            if (text.charAt(i) == '}') {
                return i;
            }
        }
        return lineEnd;
    }

    /** The secret between two places; null if it is none. The beginning of a value decides, so that a line of many values is read once. */
    private Found found(NameBefore name, int from, int to) {
        String begin = text.substring(from, Math.min(to, from + LONGEST + 1));
        begin = begin.length() > LONGEST ? begin : begin.strip();
        return SecretName.isSecret(name.text(), begin) && SecretName.isSecret(name.text(), firstOf(begin))
                ? new Found(from, to, text.substring(from, to).strip(), SecretName.isCertain(name.text()))
                : null;
    }

    /** The first character of a block of lines in YAML, {@code password: |}; -1 without one. */
    private int blockBegin(int sign) {
        int end = sign;
        while (end < text.length() && end - sign < NameBefore.MOST_BLANKS
                && (end == sign ? "|>" : "+-123456789").indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (end == sign || !text.startsWith("\n", end)) {
            return -1;
        }
        int from = end;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return from < text.length() && Characters.isBlank(text.charAt(from - 1)) ? from : -1;
    }

    /** The end of the last line that begins with a blank; an empty line can stand before it. */
    private int blockEnd(int from) {
        if (from < blockBegin || from > blockEnd) {
            blockBegin = from;
            blockEnd = readBlock(from);
        }
        return blockEnd;
    }

    private int readBlock(int from) {
        int end = from;
        while (true) {
            int line = text.indexOf('\n', end);
            int next = line < 0 ? text.length() : line;
            while (next < text.length() && text.charAt(next) == '\n') {
                next++;
            }
            if (next == text.length() || !Characters.isBlank(text.charAt(next))) {
                return line < 0 ? text.length() : line;
            }
            end = next;
        }
    }
}
