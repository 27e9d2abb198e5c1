package io.quarkiverse.processmanager.runtime.safe;

/**
 * Makes the text of a process harmless for a terminal: of all control sequences only those that set a colour or another
 * rendition of characters (SGR) remain. Pure functions.
 */
public final class SafeText {

    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';
    /** The one-character forms of {@code ESC [}, {@code ESC P}, {@code ESC X}, {@code ESC ]}, {@code ESC ^} and {@code ESC _}. */
    private static final char CONTROL_SEQUENCE = '\u009b';
    private static final String STRINGS = "\u0090\u0098\u009d\u009e\u009f";
    private static final char STRING_END = '\u009c';
    private static final String RESET = "\u001b[0m";

    private SafeText() {
    }

    /** One line without any control character except the tabulator. */
    public static String plain(String line) {
        return clean(line, false);
    }

    /** One line that can set colours. Such a line ends with a reset, so that no colour goes on in the next line. */
    public static String coloured(String line) {
        String text = clean(line, true);
        return text.indexOf(ESCAPE) < 0 ? text : text + RESET;
    }

    private static String clean(String line, boolean colours) {
        int at = 0;
        while (at < line.length() && isHarmless(line.charAt(at))) {
            at++;
        }
        if (at == line.length()) {
            return line;
        }
        StringBuilder text = new StringBuilder(line.length()).append(line, 0, at);
        while (at < line.length()) {
            char c = line.charAt(at);
            int end = isHarmless(c) ? at + 1 : end(line, at);
            if (isHarmless(c) || colours && isColour(line, at, end)) {
                text.append(line, at, end);
            }
            at = end;
        }
        return text.toString();
    }

    private static boolean isHarmless(char c) {
        return c == '\t' || !Character.isISOControl(c);
    }

    /** The end of what begins with the control character at this place. */
    private static int end(String line, int at) {
        char c = line.charAt(at);
        if (c == CONTROL_SEQUENCE) {
            return controlEnd(line, at + 1);
        }
        if (STRINGS.indexOf(c) >= 0) {
            return stringEnd(line, at + 1);
        }
        if (c != ESCAPE || at + 1 == line.length()) {
            return at + 1;
        }
        return switch (line.charAt(at + 1)) {
            case '[' -> controlEnd(line, at + 2);
            case ']', 'P', 'X', '^', '_' -> stringEnd(line, at + 2);
            default -> shortEnd(line, at + 1);
        };
    }

    /** Of a sequence without a valid end only the beginning is removed. */
    private static int controlEnd(String line, int from) {
        int at = skip(line, from, '0', '?');
        at = skip(line, at, ' ', '/');
        return at < line.length() && isBetween(line.charAt(at), '@', '~') ? at + 1 : from;
    }

    private static int stringEnd(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == BELL || c == STRING_END) {
                return at + 1;
            }
            if (c == ESCAPE) {
                return at + 1 < line.length() && line.charAt(at + 1) == '\\' ? at + 2 : from;
            }
        }
        return from;
    }

    private static int shortEnd(String line, int from) {
        int at = skip(line, from, ' ', '/');
        return at < line.length() && isBetween(line.charAt(at), '0', '~') ? at + 1 : from;
    }

    /** Whether the text is {@code ESC [}, numbers and {@code m}: with other parameters {@code m} changes the keyboard. */
    private static boolean isColour(String line, int from, int to) {
        return to - from > 2 && line.charAt(from) == ESCAPE && line.charAt(from + 1) == '[' && line.charAt(to - 1) == 'm'
                && skip(line, from + 2, '0', ';') == to - 1;
    }

    private static int skip(String line, int from, char first, char last) {
        int at = from;
        while (at < line.length() && isBetween(line.charAt(at), first, last)) {
            at++;
        }
        return at;
    }

    private static boolean isBetween(char c, char first, char last) {
        return c >= first && c <= last;
    }
}
