package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * The search of one text for secrets, from its beginning to its end. A name is read once backwards from its sign, a value once
 * forwards, and everything else has a bounded length. For one thread.
 */
final class SecretScan {

    /** The longest part of a text that is read again. */
    private static final int LONGEST = 1024;
    private static final String BETWEEN_COMMANDS = ";|&";
    private static final String AROUND_WORDS = ",'\"()<>`";
    /** The blanks between a name and its sign. */
    private static final int MOST_BLANKS = 4;
    private static final List<String> STATEMENTS = List.of("password", "identified by");
    private static final String ESCAPED_QUOTE = "\\\"";
    private static final String EQUALS = "%3D";
    private static final String AND = "%26";

    private final String text;
    private final QuotedText quotes;
    private final SecretScheme schemes;
    private final SecretUser users;
    private final SecretOptions options = new SecretOptions();
    private final List<Found> found = new ArrayList<>();
    private int at;

    SecretScan(String text) {
        this.text = text;
        this.quotes = new QuotedText(text);
        this.schemes = new SecretScheme(text, quotes);
        this.users = new SecretUser(text);
    }

    List<Found> all() {
        boolean wordBegins = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (nameBegins(c) && (form() || scheme() || statement())) {
                wordBegins = false;
                continue;
            }
            if (wordBegins && !isBorder(c)) {
                wordBegins = false;
                if (word()) {
                    continue;
                }
            }
            if (options.expectsValue() && QuotedText.isQuote(c)) {
                options.next("");
                quoted(at, true);
                continue;
            }
            wordBegins = isBorder(c);
            if (BETWEEN_COMMANDS.indexOf(c) >= 0) {
                options.reset();
            }
            if (c == '=') {
                assignment();
            } else if (c == ':') {
                colon();
            } else if (c == '@') {
                user();
            } else if (c == '%' && text.regionMatches(true, at, EQUALS, 0, EQUALS.length())) {
                encoded();
            } else {
                at++;
            }
        }
        return found;
    }

    private boolean nameBegins(char c) {
        return isNamePart(c) && (at == 0 || !isNamePart(text.charAt(at - 1)));
    }

    /** A token or a private key whose form shows what it is. Goes on behind it and returns true if so. */
    private boolean form() {
        int token = SecretForm.tokenEnd(text, at);
        int key = token < 0 ? SecretForm.keyBegin(text, at) : -1;
        if (token < 0 && key < 0) {
            return false;
        }
        int from = token < 0 ? key : at;
        int to = token < 0 ? SecretForm.keyEnd(text, key) : token;
        options.next("");
        add(from, to, text.substring(from, to), true);
        return true;
    }

    /** {@code PASSWORD 'x'} and {@code IDENTIFIED BY 'x'} of SQL. Goes on behind it and returns true if so. */
    private boolean statement() {
        for (String words : STATEMENTS) {
            if (text.regionMatches(true, at, words, 0, words.length()) && text.startsWith(" '", at + words.length())) {
                quoted(at + words.length() + 1, true);
                return true;
            }
        }
        return false;
    }

    /** {@code Bearer <token>}. Goes on behind it and returns true if so. */
    private boolean scheme() {
        SecretScheme.Credentials credentials = schemes.at(at, options.expectsValue());
        if (credentials == null) {
            return false;
        }
        options.next("");
        add(credentials.from(), credentials.to(), text.substring(credentials.from(), credentials.to()), true);
        return true;
    }

    /** A word that is the value of an option, or an option with its value. Goes on behind it and returns true if so. */
    private boolean word() {
        int end = wordEnd();
        String word = text.substring(at, end);
        if (options.isValue(word)) {
            String secret = options.secretOf(word);
            options.next(word);
            add(at, end, secret, true);
            return true;
        }
        int attached = options.next(word);
        if (attached > 0) {
            int secretEnd = options.attachedEnd(word);
            add(at + attached, at + secretEnd, options.secretOf(word.substring(attached, secretEnd)), true);
            return true;
        }
        return false;
    }

    /** A value in quotes; without an end of the quote, the rest of the line. */
    private void quoted(int begin, boolean certain) {
        int end = quotes.end(begin);
        int to = end < 0 ? quotes.lineEnd(begin + 1) : end;
        add(begin, end < 0 ? to : end + 1, text.substring(begin + 1, to), certain);
    }

    private int wordEnd() {
        int end = at;
        while (end < text.length() && !isBorder(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** {@code name=value} and {@code name = value}, also in the middle of a script, a list or a URL. */
    private void assignment() {
        int nameEnd = behindName(at);
        String name = nameBefore(nameEnd);
        boolean spaced = nameEnd < at;
        at++;
        if (!SecretName.isSecret(name) || spaced && text.startsWith("=", at)) {
            return;
        }
        for (int i = 0; spaced && i < MOST_BLANKS && at < text.length() && isBlank(text.charAt(at)); i++) {
            at++;
        }
        if (at < text.length() && QuotedText.isQuote(text.charAt(at))) {
            quoted(at, SecretName.isCertain(name));
            return;
        }
        SecretScheme.Credentials credentials = schemes.at(at, true);
        int before = nameEnd - name.length() - 1;
        boolean inQuery = before >= 0 && "?&".indexOf(text.charAt(before)) >= 0;
        int end = credentials == null ? valueEnd(at, inQuery ? "#" : "") : credentials.to();
        String value = text.substring(credentials == null ? at : credentials.from(), end);
        boolean braces = value.startsWith("{") && value.endsWith("}");
        add(at, end, braces ? value.substring(1, value.length() - 1) : value, SecretName.isCertain(name));
    }

    /** The end of a value without quotes. Some drivers of databases have braces around a value, and others around the assignment. */
    private int valueEnd(int from, String moreEnds) {
        int end = from;
        if (text.startsWith("{", from)) {
            while (end < text.length() && end - from < LONGEST && text.charAt(end) != '}') {
                end++;
            }
            if (text.startsWith("}", end)) {
                return end + 1;
            }
            end = from;
        }
        boolean open = false;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "&;,'\"|".indexOf(text.charAt(end)) < 0
                && moreEnds.indexOf(text.charAt(end)) < 0 && (open || text.charAt(end) != ')')) {
            open |= text.charAt(end) == '(';
            end++;
        }
        return end;
    }

    /** {@code name%3Dvalue}, an assignment in a parameter of a URL. */
    private void encoded() {
        int begin = at;
        while (begin > 0 && isNamePart(text.charAt(begin - 1))) {
            begin--;
        }
        // The sign before the name can be encoded, too, as in %26key%3Dx.
        boolean behindSign = begin > 0 && text.charAt(begin - 1) == '%';
        String name = text.substring(Math.min(at, behindSign ? begin + 2 : begin), at);
        at += EQUALS.length();
        if (!SecretName.isSecret(name)) {
            return;
        }
        int end = at;
        while (end < text.length() && !isBorder(text.charAt(end)) && !text.startsWith(AND, end)) {
            end++;
        }
        add(at, end, text.substring(at, end), SecretName.isCertain(name));
    }

    /** The end of the name before a sign: blanks can stand between them. */
    private int behindName(int sign) {
        int end = sign;
        while (end > 0 && sign - end < MOST_BLANKS && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private void colon() {
        if (text.startsWith(":/", at)) {
            urlUser();
        } else {
            header();
        }
    }

    /** {@code Name: value} up to the end of the line or of the quote. */
    private void header() {
        int wordEnd = behindName(at);
        int quote = wordEnd > 0 && QuotedText.isQuote(text.charAt(wordEnd - 1)) ? 1 : 0;
        // JSON in a quote of a shell: {\"token\":\"x\"}.
        boolean escaped = quote == 1 && wordEnd > 1 && text.startsWith(ESCAPED_QUOTE, wordEnd - 2);
        int nameEnd = wordEnd - (escaped ? ESCAPED_QUOTE.length() : quote);
        String name = nameBefore(nameEnd);
        at++;
        if (!SecretName.isSecret(name) || isFileOrProcess(nameEnd - name.length(), quote)) {
            return;
        }
        int from = at;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        if (text.startsWith("//", from)) {
            return;
        }
        int escapedEnd = text.startsWith(ESCAPED_QUOTE, from) ? text.indexOf(ESCAPED_QUOTE, from + ESCAPED_QUOTE.length()) : -1;
        if (escapedEnd >= 0) {
            from += ESCAPED_QUOTE.length();
            add(from, escapedEnd, text.substring(from, escapedEnd), SecretName.isCertain(name));
            return;
        }
        int block = blockBegin(from);
        if (block >= 0) {
            int blockEnd = blockEnd(block);
            add(block, blockEnd, text.substring(block, blockEnd), SecretName.isCertain(name));
            return;
        }
        boolean quoted = from < text.length() && QuotedText.isQuote(text.charAt(from));
        int end = quoted ? quotes.end(from) : -1;
        from += quoted ? 1 : 0;
        end = end < 0 ? quotes.lineEnd(from) : end;
        if (text.startsWith("${", nameEnd - name.length() - 2)) {
            int brace = text.indexOf('}', from);
            end = brace < 0 ? end : Math.min(end, brace);
            if (text.startsWith("${", from)
                    || text.startsWith(SecretText.MASK, Math.max(from, end - SecretText.MASK.length()))) {
                return;
            }
        }
        add(from, end, text.substring(from, end).strip(), SecretName.isCertain(name));
    }

    /** The first character of a block of lines in YAML, {@code password: |}; -1 without one. */
    private int blockBegin(int sign) {
        int end = sign;
        while (end < text.length() && end - sign < MOST_BLANKS
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
        return from < text.length() && isBlank(text.charAt(from - 1)) ? from : -1;
    }

    /** The end of the last line that begins with a blank; an empty line can stand before it. */
    private int blockEnd(int from) {
        int end = from;
        while (true) {
            int line = text.indexOf('\n', end);
            int next = line < 0 ? text.length() : line;
            while (next < text.length() && text.charAt(next) == '\n') {
                next++;
            }
            if (next == text.length() || !isBlank(text.charAt(next))) {
                return line < 0 ? text.length() : line;
            }
            end = next;
        }
    }

    /** A reason follows the colon behind the path of a file, and behind {@code process 'auth'} in a sentence of the engine. */
    private boolean isFileOrProcess(int begin, int quote) {
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        return before == '/' || before == '\\' || quote == 1 && text.startsWith("process '", begin - "process '".length());
    }

    /** {@code scheme://user:secret@}. */
    private void urlUser() {
        // A path with the URL as its name has one slash.
        int from = at + (text.startsWith("://", at) ? 3 : 2);
        boolean scheme = at > 0 && isNamePart(text.charAt(at - 1));
        at = from;
        add(scheme ? users.ofUrl(from) : null);
    }

    /** {@code user:secret@host} without a scheme. */
    private void user() {
        add(users.before(at, found.isEmpty() ? 0 : found.get(found.size() - 1).to()));
        at++;
    }

    /** The name that ends before this place: it begins with a letter or an underscore. */
    private String nameBefore(int end) {
        int from = end;
        while (from > 0 && isNamePart(text.charAt(from - 1))) {
            from--;
        }
        while (from < end && "0123456789.-".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return from < end ? text.substring(from, end) : "";
    }

    static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBorder(char c) {
        return Character.isWhitespace(c) || BETWEEN_COMMANDS.indexOf(c) >= 0 || AROUND_WORDS.indexOf(c) >= 0;
    }

    private void add(Found one) {
        if (one != null) {
            add(one.from(), one.to(), one.value(), one.certain());
        }
    }

    private void add(int from, int to, String value, boolean certain) {
        at = Math.max(to, at);
        if (from < to) {
            found.add(new Found(from, to, value, certain));
        }
    }
}
