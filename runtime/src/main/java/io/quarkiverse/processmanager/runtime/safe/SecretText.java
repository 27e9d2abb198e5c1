package io.quarkiverse.processmanager.runtime.safe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text by what stands around them: the value of a variable, an option, a header or a parameter whose name
 * sounds like a secret, and the user in a URL. One pass over the text, so that the time grows with its length only. In doubt a
 * text is a secret. The documentation of this package says which class decides what, in which order. Pure functions.
 */
public final class SecretText {

    /** Replaces a secret. */
    public static final String MASK = "***";

    /** The options of shells before a script, which goes on behind the value of its first variable. */
    private static final Pattern BEFORE_SCRIPT = Pattern.compile("-[A-Za-z]*c|/[cC]|-{1,2}[cC]ommand");

    private SecretText() {
    }

    /**
     * A secret in a text.
     *
     * @param from its first character
     * @param to the place behind its last character
     * @param value the secret itself, without quotes and without the name of a user
     * @param certain whether its name means nothing but a secret
     */
    public record Found(int from, int to, String value, boolean certain) {
    }

    /** The secrets of a text, in their order; none overlaps another. */
    public static List<Found> in(String text) {
        Found key = SecretForm.keyLine(text);
        return key != null ? List.of(key) : hasSign(text) ? new SecretScan(text, "").all() : List.of();
    }

    /**
     * The secrets in the value of a header whose name says nothing: everything behind the name of an authentication scheme, as in
     * {@code Bearer <token>}.
     */
    public static List<Found> inHeader(String value) {
        int from = SecretScheme.ofHeader(value);
        if (from < 0) {
            return in(value);
        }
        int to = value.length();
        boolean quoted = QuotedText.isQuote(value.stripLeading().charAt(0));
        while (to > from + 1 && (Character.isWhitespace(value.charAt(to - 1))
                || quoted && QuotedText.isQuote(value.charAt(to - 1)))) {
            to--;
        }
        return List.of(new Found(from, to, value.substring(from, to), true));
    }

    /** The text with a mask in place of each secret. */
    public static String mask(String text) {
        return mask(text, in(text));
    }

    /** The value of a header with a mask in place of each secret. */
    public static String maskHeader(String value) {
        return mask(value, inHeader(value));
    }

    /** The words of a command line with a mask in place of each secret. */
    public static List<String> mask(List<String> words) {
        List<List<Found>> found = in(words);
        List<String> masked = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            masked.add(mask(words.get(i), found.get(i)));
        }
        return masked;
    }

    /** The secrets in each word of a command line: a word can be the value of the option before it. */
    public static List<List<Found>> in(List<String> words) {
        SecretOptions options = new SecretOptions();
        List<List<Found>> found = new ArrayList<>();
        String before = "";
        for (String word : words) {
            found.add(inWord(before, word, options));
            before = word;
        }
        return found;
    }

    private static List<Found> inWord(String before, String word, SecretOptions options) {
        if (SecretScheme.isBefore(word, before)) {
            options.next(word);
            return List.of(new Found(0, word.length(), word, true));
        }
        if (!word.isEmpty() && options.isValue(word)) {
            String secret = options.secretOf(word);
            options.next(word);
            if (SecretScheme.isName(word)) {
                options.expectValue();
                return List.of();
            }
            return List.of(new Found(0, word.length(), secret, true));
        }
        int attached = options.next(word);
        if (word.endsWith(":") && SecretName.namesSecret(word)) {
            options.expectValue();
        }
        if (attached > 0) {
            int end = options.attachedEnd(word);
            return List.of(new Found(attached, end, options.secretOf(word.substring(attached, end)), true));
        }
        int value = valueOfWord(before, word);
        return value < 0 ? in(word)
                : value == word.length() ? List.of()
                        : List.of(new Found(value, word.length(), word.substring(value), isCertain(word, value)));
    }

    /** Where the value of {@code NAME=value} or {@code --name=value} begins if it is a secret; -1 otherwise. */
    private static int valueOfWord(String before, String word) {
        int sign = word.indexOf('=');
        if (sign <= 0) {
            return -1;
        }
        for (int i = 0; i < sign; i++) {
            if (!Characters.isNamePart(word.charAt(i))) {
                return -1;
            }
        }
        boolean script = word.charAt(0) != '-' && (before.isEmpty() || BEFORE_SCRIPT.matcher(before).matches())
                && word.chars().anyMatch(Character::isWhitespace);
        return !script && SecretName.isSecret(word.substring(0, sign), word.substring(sign + 1)) ? sign + 1 : -1;
    }

    private static boolean isCertain(String word, int value) {
        return SecretName.isCertain(word.substring(0, value - 1));
    }

    /** A longer text can have any secret, and it seldom has no sign. */
    private static boolean hasSign(String text) {
        if (text.length() >= SecretForm.SHORTEST) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A space can stand behind the name of an authentication scheme, in a URL as %20.
            if (c == ':' || c == '=' || c == '-' || c == '@' || c == ' ' || c == '\t' || c == '%' || c == '>') {
                return true;
            }
        }
        return false;
    }

    static String mask(String text, List<Found> secrets) {
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (Found secret : secrets) {
            masked.append(text, done, secret.from()).append(MASK);
            done = secret.to();
        }
        return masked.append(text, done, text.length()).toString();
    }
}
