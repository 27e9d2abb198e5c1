package io.quarkiverse.processmanager.runtime.safe;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/** Finds the secret in {@code Name: value}, the form of headers, of YAML and of JSON. For one thread. */
final class SecretHeader {

    private static final Pattern ITEM = Pattern.compile(
            "([^,}\\]\\r\\n]*)(?:[}\\]]*,?\\s*|[}\\]]*,\\s*[\"']?[\\w.-]+[\"']?\\s*[:=].*)",
            Pattern.DOTALL);
    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;
    private static final String PROCESS = "process '";
    /** A message of MySQL: {@code Access denied for user 'me'@'h' (using password: YES)}. */
    private static final String USING = "(using ";
    /** Before the name of a class in a line of Spring's log. Without a package, a value can follow: {@code [INFO] Password : x}. */
    private static final String THREAD_END = "] ";
    private static final Set<String> SOURCES = Set.of("java", "kt", "groovy", "scala", "js", "mjs", "cjs", "ts", "tsx", "jsx",
            "vue", "py",
            "go", "rb", "rs", "php", "sql", "yml", "yaml", "json", "xml", "properties");

    private final String text;
    private final QuotedText quotes;
    private final SecretNames names;
    /** The block of lines that was read last. */
    private int blockBegin;
    private int blockEnd = -1;

    SecretHeader(String text, QuotedText quotes, SecretNames names) {
        this.text = text;
        this.quotes = quotes;
        this.names = names;
    }

    /** The secret behind the colon, up to the end of the line or of the quote; null without one. */
    Found at(int colon) {
        NameBefore name = names.at(colon);
        if (!SecretName.mentionsSecret(name.text()) || isMessage(name, colon)) {
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
    private boolean isMessage(NameBefore name, int colon) {
        int begin = name.from();
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        // A task of Gradle has a colon at its beginning, too: ":auth:test".
        boolean task = before == ':' && (begin == 1 || Characters.isBlank(text.charAt(begin - 2)));
        return task || before == '/' || before == '\\' || text.startsWith(PROCESS, begin - PROCESS.length())
                || text.startsWith(USING, begin - USING.length()) || isClassOrSource(name, colon);
    }

    /** {@code java.security.InvalidKeyException: x}, {@code (Session.java:42)}, and {@code [main] o.Session : x} of Spring's log. */
    private boolean isClassOrSource(NameBefore name, int colon) {
        String last = name.text().substring(name.text().lastIndexOf('.') + 1);
        if (last.isEmpty() || !Characters.isCapital(last.charAt(0))) {
            return SOURCES.contains(last) && colon + 1 < text.length() && Characters.isDigit(text.charAt(colon + 1));
        }
        return last.endsWith("Exception") || last.endsWith("Error")
                || name.to() < colon && name.text().indexOf('.') > 0
                        && text.startsWith(THREAD_END, name.from() - THREAD_END.length());
    }

    private Found value(NameBefore name, int from) {
        int inner = quotes.longQuoteAt(from);
        if (inner > 0) {
            int end = quotes.longQuoteEnd(from, inner);
            return found(name, from + inner, end < 0 ? quotes.lineEnd(from + inner) : end);
        }
        int block = blockBegin(from);
        boolean list = text.startsWith("[", from) && from + 1 < text.length() && QuotedText.isQuote(text.charAt(from + 1));
        return block >= 0 ? found(name, block, blockEnd(block)) : ofLine(name, list ? from + 1 : quotes.behindSign(from));
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
