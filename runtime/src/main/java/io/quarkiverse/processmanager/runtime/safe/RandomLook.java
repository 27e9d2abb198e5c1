package io.quarkiverse.processmanager.runtime.safe;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides whether a text has a part that looks like chance, as a key or a token does: long, of small letters, capital letters and
 * digits, which change often. A path, a name and a digest in hexadecimal digits do not look so. Pure functions.
 */
final class RandomLook {

    private static final int SHORTEST = 20;
    private static final int SHORTEST_ALONE = 32;
    /** Shorter words, such as {@code x509a}, are no passwords. */
    private static final int SHORTEST_WORD = 6;

    private static final Pattern ABSOLUTE = Pattern.compile("(?:[a-z]+:)?(?:\\$\\{[^}]*\\}|~|\\.{1,2}|[A-Za-z]:)?[/\\\\]");

    private RandomLook() {
    }

    /** Whether a part of the text looks like chance, or the whole text is one long part with letters and digits. */
    static boolean isIn(String text) {
        return anyPart(text, part -> part.isMixed() || part.length == text.length() && part.isLong(SHORTEST_ALONE));
    }

    /** Whether a part of the text is long enough for a key and has digits, where another sign says that a key stands there. */
    static boolean isPossibleIn(String text) {
        return anyPart(text, part -> part.isLong(SHORTEST));
    }

    /**
     * Whether a segment of a path or of an address looks like chance or is a long number in hexadecimal digits. The slashes of a
     * relative path can be characters of base64.
     */
    static boolean isInPlace(String place) {
        String segments = withoutSigns(place, "-_");
        boolean absolute = place.contains("://") || ABSOLUTE.matcher(place).lookingAt();
        return isIn(place) || anyPart(segments, part -> part.isMixed() || part.isLong(SHORTEST_ALONE))
                || !absolute && isIn(withoutSigns(segments, "/\\"));
    }

    /**
     * Whether a name or a word looks like chance, also across its signs, or has digits among its letters as {@code Tr0ub4dor} has.
     *
     * @param leastDigits how many runs of digits stand between letters in such a word
     */
    static boolean isInName(String name, int leastDigits) {
        return isIn(name) || isIn(withoutSigns(name, "-_.:/")) || hasDigitsBetweenLetters(name, leastDigits);
    }

    /** Whether a text in base64, in which a slash is a character as any other, looks like chance. */
    static boolean isInBase64(String text) {
        return isIn(withoutSigns(text, "/"));
    }

    private static boolean hasDigitsBetweenLetters(String name, int least) {
        int runs = 0;
        int begin = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Characters.isLetterOrDigit(c)) {
                runs = 0;
                begin = i + 1;
            } else if (i > begin && !Characters.isDigit(c) && Characters.isDigit(name.charAt(i - 1))) {
                // A number before the letters stands between none.
                runs += name.substring(begin, i).chars().allMatch(d -> Characters.isDigit((char) d)) ? 0 : 1;
                if (runs >= least && endOfWord(name, i) - begin >= SHORTEST_WORD) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int endOfWord(String name, int from) {
        int end = from;
        while (end < name.length() && Characters.isLetterOrDigit(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String withoutSigns(String text, String signs) {
        StringBuilder rest = new StringBuilder(text.length());
        text.chars().filter(c -> signs.indexOf(c) < 0).forEach(c -> rest.append((char) c));
        return rest.toString();
    }

    private static boolean anyPart(String text, Predicate<Part> test) {
        Part part = new Part();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Part.has(c)) {
                part.add(c);
            } else if (test.test(part)) {
                return true;
            } else {
                part.clear();
            }
        }
        return test.test(part);
    }

    /** A run of the characters that base64 and hexadecimal numbers have, but no slash: a path has slashes. For one thread. */
    private static final class Part {

        private int length;
        private int changes;
        private boolean small;
        private boolean capital;
        private boolean digit;
        private int before;

        static boolean has(char c) {
            return Characters.isLetterOrDigit(c) || c == '+' || c == '=';
        }

        void add(char c) {
            int kind = Characters.isSmall(c) ? 1 : Characters.isCapital(c) ? 2 : Characters.isDigit(c) ? 3 : 4;
            small |= kind == 1;
            capital |= kind == 2;
            digit |= kind == 3;
            changes += length > 0 && kind != before ? 1 : 0;
            before = kind;
            length++;
        }

        /** Three of five characters of base64 differ in kind from the one before, and at most one of three of a name in camel case. */
        boolean isMixed() {
            return length >= SHORTEST && small && capital && digit && changes * 5 >= length * 2;
        }

        boolean isLong(int shortest) {
            return length >= shortest && digit && (small || capital) && changes * 6 >= length;
        }

        void clear() {
            length = 0;
            changes = 0;
            small = false;
            capital = false;
            digit = false;
        }
    }
}
