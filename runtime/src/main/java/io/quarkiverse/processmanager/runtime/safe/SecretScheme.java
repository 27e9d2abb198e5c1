package io.quarkiverse.processmanager.runtime.safe;

import java.util.Locale;
import java.util.Set;

/**
 * The credentials behind the name of an authentication scheme, as a header has them: {@code Bearer <token>}, and
 * {@code Digest username="me", response="..."}. Pure functions, apart from the memory of {@link QuotedText}.
 */
final class SecretScheme {

    /** The schemes with one word of credentials, in lower case. */
    private static final Set<String> NAMES = Set.of("bearer", "basic", "token", "apikey", "api-key", "api-token", "negotiate",
            "ntlm", "dpop", "jwt", "ssws", "geniekey", "splunk", "hoba", "private-token", "access-token");
    /** The schemes whose credentials are parameters. */
    private static final Set<String> NAMES_WITH_PARAMETERS = Set.of("digest", "hawk", "oauth", "vapid", "signature", "mutual",
            "aws4-hmac-sha256", "scram-sha-1", "scram-sha-256");
    /** Names that only the value of a header makes the names of schemes. */
    private static final Set<String> NAMES_IN_HEADERS = Set.of("key", "secret", "password", "pass", "bot", "auth", "session");
    private static final int LONGEST_NAME = 20;
    /** What follows the word "bearer" in a sentence. */
    private static final Set<String> PROSE = Set.of("auth", "authentication", "authorization", "authorisation", "authenticated",
            "credential", "credentials", "error", "for", "format", "from", "has", "header", "headers", "in", "is", "method",
            "missing", "not", "of", "or", "and", "realm", "required", "scheme", "security", "the", "token", "tokens", "type",
            "was", "with", "without");
    /** A shorter word behind "basic" or "token" is a word of a sentence. */
    private static final int SHORTEST = 6;
    /** A word without a digit that is longer than words of a sentence are. */
    private static final int LONG = 20;
    private static final String BEARER = "bearer";
    private static final String SPACE = "%20";
    private static final String AROUND_WORDS = "`\\'\"";
    private static final String BEHIND_WORDS = ",;|&<>()[]{}";

    private final String text;
    private final QuotedText quotes;

    SecretScheme(String text, QuotedText quotes) {
        this.text = text;
        this.quotes = quotes;
    }

    /**
     * Credentials in a text.
     *
     * @param from their first character
     * @param to the place behind their last character
     */
    record Credentials(int from, int to) {
    }

    /**
     * The credentials behind the name of a scheme that begins at a place; null without a name or without credentials.
     *
     * @param certain whether anything behind the name is a secret; otherwise it must not look like a word of a sentence
     */
    Credentials at(int begin, boolean certain) {
        String name = name(text, begin);
        if (!isScheme(name)) {
            return null;
        }
        int from = behindSpace(text, begin + name.length());
        if (from < 0 || from >= text.length()) {
            return null;
        }
        if (isReference(text, from)) {
            // Without it, the name of the scheme would count as the value of the option before.
            boolean masked = certain && text.startsWith(SecretText.MASK, from);
            return masked ? new Credentials(from, from + SecretText.MASK.length()) : null;
        }
        int parameters = parametersEnd(from);
        if (parameters > from) {
            return new Credentials(from, parameters);
        }
        if (QuotedText.isQuote(text.charAt(from))) {
            int end = quotes.end(from);
            boolean secret = end > from + 1 && isSecret(name, text.substring(from + 1, end), certain);
            return secret ? new Credentials(from + 1, end) : null;
        }
        int end = wordEnd(from, text.charAt(from - 1) == '0');
        return isSecret(name, text.substring(from, end), certain) ? new Credentials(from, end) : null;
    }

    /**
     * Where the credentials in the value of a header begin; -1 if it does not begin with the name of a scheme. Everything behind
     * the name is a secret.
     */
    static int ofHeader(String value) {
        int begin = 0;
        while (begin < value.length() && (Character.isWhitespace(value.charAt(begin)) || isQuote(value, begin))) {
            begin++;
        }
        String name = name(value, begin);
        if (!isScheme(name) && !NAMES_IN_HEADERS.contains(name)) {
            return -1;
        }
        int from = behindSpace(value, begin + name.length());
        return from < 0 || from >= value.length() || isReference(value, from) ? -1 : from;
    }

    /** Whether a word is the name of a scheme. */
    static boolean isName(String word) {
        return word.length() <= LONGEST_NAME && isScheme(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isScheme(String name) {
        return NAMES.contains(name) || NAMES_WITH_PARAMETERS.contains(name);
    }

    /** Whether a word of a command looks like the credentials of a scheme at the end of the word before. */
    static boolean isBefore(String word, String before) {
        String scheme = before.substring(Math.max(before.lastIndexOf(':'), before.lastIndexOf('=')) + 1);
        return isName(scheme) && !word.startsWith("-") && isSecret(scheme.toLowerCase(Locale.ROOT), word, false);
    }

    private static boolean isQuote(String value, int at) {
        return QuotedText.isQuote(value.charAt(at));
    }

    /** The run of letters, digits and dashes that begins at a place, in lower case; empty if it is too long. */
    private static String name(String text, int begin) {
        int end = begin;
        while (end < text.length() && end - begin <= LONGEST_NAME && Characters.isNamePart(text.charAt(end))) {
            end++;
        }
        return end - begin > LONGEST_NAME ? "" : text.substring(begin, end).toLowerCase(Locale.ROOT);
    }

    /** The place behind one or more spaces, which a URL has as {@code %20}; -1 without a space. */
    private static int behindSpace(String text, int begin) {
        int at = begin;
        while (at < text.length()) {
            if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                at++;
            } else if (text.startsWith(SPACE, at)) {
                at += SPACE.length();
            } else {
                break;
            }
        }
        return at == begin ? -1 : at;
    }

    private static boolean isSecret(String scheme, String word, boolean certain) {
        if (word.isEmpty() || isReference(word, 0)) {
            return false;
        }
        if (certain) {
            return true;
        }
        return scheme.equals(BEARER) ? !PROSE.contains(word.toLowerCase(Locale.ROOT))
                : NAMES.contains(scheme) && looksLikeCredentials(word);
    }

    /** A reference is not the secret itself, and neither is its mask. */
    private static boolean isReference(String text, int at) {
        return "$<{".indexOf(text.charAt(at)) >= 0 || text.startsWith(SecretText.MASK, at);
    }

    private static boolean looksLikeCredentials(String word) {
        if (word.length() < SHORTEST) {
            return false;
        }
        boolean digit = word.length() >= LONG;
        boolean mixed = word.endsWith("=");
        boolean identifier = isIdentifier(word);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            digit |= c >= '0' && c <= '9';
            mixed |= i > 0 && !identifier && Character.isUpperCase(c) && Character.isLowerCase(word.charAt(i - 1));
        }
        return digit || mixed;
    }

    /** Whether a word consists of words of two or more letters: a parser says that it did not expect the token StartObject. */
    private static boolean isIdentifier(String word) {
        int length = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            if (!capital && (c < 'a' || c > 'z') || capital && length == 1) {
                return false;
            }
            length = capital ? 1 : length + 1;
        }
        return length > 1;
    }

    /**
     * The end of a word, without the punctuation behind it.
     *
     * @param inUrl whether another parameter can follow
     */
    private int wordEnd(int from, boolean inUrl) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && AROUND_WORDS.indexOf(text.charAt(end)) < 0
                && !(inUrl && text.charAt(end) == '&')) {
            end++;
        }
        while (end > from && BEHIND_WORDS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** The end of {@code name=value, name="value"}; the beginning without a parameter. */
    private int parametersEnd(int begin) {
        int end = begin;
        int at = begin;
        while (true) {
            int sign = at;
            while (sign < text.length() && Characters.isNamePart(text.charAt(sign))) {
                sign++;
            }
            if (sign == at || sign + 1 >= text.length() || text.charAt(sign) != '=' || isPadding(sign)) {
                return end;
            }
            end = valueEnd(sign + 1);
            at = end;
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == ',')) {
                at++;
            }
            if (at == end) {
                return end;
            }
        }
    }

    /** The sign at the end of base64, also before the end of a quote, is no sign of a parameter. */
    private boolean isPadding(int sign) {
        char next = text.charAt(sign + 1);
        boolean quote = QuotedText.isQuote(next) && (sign + 2 == text.length()
                || Character.isWhitespace(text.charAt(sign + 2)) || ",;:)]}&|<>".indexOf(text.charAt(sign + 2)) >= 0);
        return next == '=' || quote || Character.isWhitespace(next);
    }

    private int valueEnd(int from) {
        boolean escaped = text.startsWith("\\\"", from);
        int quote = escaped ? from + 1 : from;
        if (QuotedText.isQuote(text.charAt(quote))) {
            int end = escaped ? text.indexOf("\\\"", quote + 1) + 1 : quotes.end(quote);
            return end <= 0 ? quotes.lineEnd(quote + 1) : end + 1;
        }
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && ",'\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
