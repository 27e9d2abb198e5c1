package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    private static final Set<String> NO_USERS = Set.of("npm", "mailto", "sip", "acct");

    private final String text;
    private final QuotedText quotes;
    private final SecretOptions options = new SecretOptions();
    private final List<Found> found = new ArrayList<>();
    private int at;

    SecretScan(String text) {
        this.text = text;
        this.quotes = new QuotedText(text);
    }

    List<Found> all() {
        boolean wordBegins = true;
        while (at < text.length()) {
            char c = text.charAt(at);
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
            } else {
                at++;
            }
        }
        return found;
    }

    /** A word that is the value of an option, or an option with its value. Goes on behind it and returns true if so. */
    private boolean word() {
        int end = wordEnd();
        String word = text.substring(at, end);
        if (options.expectsValue() && !word.startsWith("-")) {
            options.next(word);
            add(at, end, word, true);
            return true;
        }
        int attached = options.next(word);
        if (attached > 0) {
            add(at + attached, end, word.substring(attached), true);
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

    /** {@code name=value}, also in the middle of a script, a list or a URL. */
    private void assignment() {
        String name = nameBefore(at);
        at++;
        if (!SecretName.isSecret(name)) {
            return;
        }
        if (at < text.length() && QuotedText.isQuote(text.charAt(at))) {
            quoted(at, SecretName.isCertain(name));
            return;
        }
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "&;,'\"|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        add(at, end, text.substring(at, end), SecretName.isCertain(name));
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
        int quote = at > 0 && QuotedText.isQuote(text.charAt(at - 1)) ? 1 : 0;
        int nameEnd = at - quote;
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

    /** A reason follows the colon behind the path of a file, and behind {@code process 'auth'} in a sentence of the engine. */
    private boolean isFileOrProcess(int begin, int quote) {
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        return before == '/' || before == '\\' || quote == 1 && text.startsWith("process '", begin - "process '".length());
    }

    /** {@code scheme://user:secret@}. A secret can contain a slash where no number of a port stands. */
    private void urlUser() {
        // A path with the URL as its name has one slash.
        int from = at + (text.startsWith("://", at) ? 3 : 2);
        boolean scheme = at > 0 && isNamePart(text.charAt(at - 1));
        at = from;
        int end = -1;
        int colon = -1;
        for (int i = from; scheme && i < text.length() && i - from < LONGEST; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || QuotedText.isQuote(c) || c == '<' || c == '>') {
                break;
            }
            if ("/?#".indexOf(c) >= 0 && (colon < 0 || end >= 0 || isPort(colon + 1, i))) {
                break;
            }
            if (c == ':' && colon < 0) {
                colon = i;
            } else if (c == '@') {
                end = i;
            }
        }
        if (end >= 0) {
            boolean named = colon >= 0 && colon < end;
            add(from, end, text.substring(named ? colon + 1 : from, end), named);
        }
    }

    private boolean isPort(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@code user:secret@host} without a scheme, as some drivers of databases have it. */
    private void user() {
        int border = at;
        int colon = -1;
        int colons = 0;
        while (border > 0 && at - border < LONGEST && isUserPart(text.charAt(border - 1))) {
            border--;
            if (text.charAt(border) == ':') {
                colon = border;
                colons++;
            }
        }
        boolean host = at + 1 < text.length() && (Character.isLetterOrDigit(text.charAt(at + 1))
                || "[(".indexOf(text.charAt(at + 1)) >= 0) && !text.startsWith("sha256:", at + 1);
        boolean after = found.isEmpty() || found.get(found.size() - 1).to() <= border;
        if (colons == 1 && colon > border && colon + 1 < at && host && after
                && !NO_USERS.contains(text.substring(border, colon))
                && !text.substring(colon + 1, at).equals(SecretText.MASK)) {
            add(border, at, text.substring(colon + 1, at), true);
        }
        at++;
    }

    private static boolean isUserPart(char c) {
        return !Character.isWhitespace(c) && "/@=,;|&'\"()<>{}[]".indexOf(c) < 0;
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

    private static boolean isBorder(char c) {
        return Character.isWhitespace(c) || BETWEEN_COMMANDS.indexOf(c) >= 0 || AROUND_WORDS.indexOf(c) >= 0;
    }

    private void add(int from, int to, String value, boolean certain) {
        at = Math.max(to, at);
        if (from < to) {
            found.add(new Found(from, to, value, certain));
        }
    }
}
