package io.quarkiverse.processmanager.runtime.process.output.lines;

/**
 * The escape sequences that programs write for terminals: control sequences ({@code ESC [ 3 1 m}), strings that end with BEL or
 * {@code ESC \} (titles, links), and short ones ({@code ESC c}, {@code ESC ( B}). They are recognized by their bytes, which are
 * never part of another character in UTF-8. The one-byte forms above 127 can be part of a character, so they are not
 * recognized.
 */
public final class AnsiEscapes {

    public static final byte ESCAPE = 0x1b;
    private static final byte BELL = 0x07;
    /** The maximum length of a sequence that is kept in one piece, in bytes. */
    private static final int LONGEST = 4096;
    private static final int UNFINISHED = -1;

    private AnsiEscapes() {
    }

    /**
     * Removes the sequences from a piece of text, in place. Of a sequence without an end only the introducer is removed: the
     * text after it is more likely than not ordinary text.
     *
     * @return the new length
     */
    public static int strip(byte[] text, int offset, int length) {
        int to = offset + length;
        int at = find(text, offset, to);
        int kept = at;
        while (at < to) {
            // An escape character is at this place.
            int end = end(text, at, to);
            at = end == UNFINISHED ? afterIntroducer(text, at, to) : end;
            int next = find(text, at, to);
            System.arraycopy(text, at, text, kept, next - at);
            kept += next - at;
            at = next;
        }
        return kept - offset;
    }

    /** The start of an unfinished sequence at the end of a piece of text; its length if there is none. */
    public static int unfinished(byte[] text, int length) {
        int at = find(text, Math.max(0, length - LONGEST), length);
        while (at < length) {
            int end = end(text, at, length);
            if (end == UNFINISHED) {
                return at;
            }
            at = find(text, end, length);
        }
        return length;
    }

    private static int find(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ESCAPE) {
            at++;
        }
        return at;
    }

    /** The end of the sequence that begins at this place. An invalid sequence ends with its introducer. */
    private static int end(byte[] text, int escape, int to) {
        int at = escape + 1;
        if (at == to) {
            return UNFINISHED;
        }
        return switch (text[at]) {
            case '[' -> controlEnd(text, escape, to);
            case ']', 'P', 'X', '^', '_' -> stringEnd(text, escape, to);
            default -> shortEnd(text, escape, to);
        };
    }

    private static int afterIntroducer(byte[] text, int escape, int to) {
        boolean two = escape + 1 < to && "[]PX^_".indexOf(text[escape + 1]) >= 0;
        return escape + (two ? 2 : 1);
    }

    private static int controlEnd(byte[] text, int escape, int to) {
        int at = skip(text, escape + 2, to, '0', '?');
        at = skip(text, at, to, ' ', '/');
        if (at == to) {
            return UNFINISHED;
        }
        return isBetween(text[at], '@', '~') ? at + 1 : afterIntroducer(text, escape, to);
    }

    private static int stringEnd(byte[] text, int escape, int to) {
        for (int at = escape + 2; at < to; at++) {
            if (text[at] == BELL) {
                return at + 1;
            }
            if (text[at] == ESCAPE) {
                if (at + 1 == to) {
                    return UNFINISHED;
                }
                // Another sequence begins instead of the end: this is not a string.
                return text[at + 1] == '\\' ? at + 2 : afterIntroducer(text, escape, to);
            }
        }
        return UNFINISHED;
    }

    private static int shortEnd(byte[] text, int escape, int to) {
        int at = skip(text, escape + 1, Math.min(to, escape + 3), ' ', '/');
        if (at == to) {
            return UNFINISHED;
        }
        return isBetween(text[at], '0', '~') ? at + 1 : escape + 1;
    }

    private static int skip(byte[] text, int from, int to, char first, char last) {
        int at = from;
        while (at < to && isBetween(text[at], first, last)) {
            at++;
        }
        return at;
    }

    private static boolean isBetween(byte value, char first, char last) {
        return value >= first && value <= last;
    }
}
