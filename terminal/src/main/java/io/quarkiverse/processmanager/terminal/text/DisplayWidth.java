package io.quarkiverse.processmanager.terminal.text;

/** The columns that text takes in a terminal. Pure. */
public final class DisplayWidth {

    /** The ranges of code points that take two columns: the first and the last of each. */
    private static final int[][] WIDE = { { 0x1100, 0x115F }, { 0x231A, 0x231B }, { 0x2329, 0x232A }, { 0x23E9, 0x23EC },
            { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x26A1, 0x26A1 }, { 0x2705, 0x2705 }, { 0x270A, 0x270B },
            { 0x2728, 0x2728 }, { 0x274C, 0x274C }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2E80, 0x303E },
            { 0x3041, 0xA4CF }, { 0xA960, 0xA97F }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F },
            { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F000, 0x1FAFF }, { 0x20000, 0x3FFFD } };

    private DisplayWidth() {
    }

    /** The columns of text without control characters. */
    public static int of(String text) {
        int columns = 0;
        for (int index = 0; index < text.length(); index += Character.charCount(text.codePointAt(index))) {
            columns += of(text.codePointAt(index));
        }
        return columns;
    }

    /** 0, 1 or 2. */
    public static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The beginning of the text, with the sign for "more" at its end if the text has more columns than that. */
    public static String cut(String text, int columns, String more) {
        if (of(text) <= columns) {
            return text;
        }
        return start(text, columns - of(more)) + start(more, columns);
    }

    /** The beginning and the end of the text, with the sign for "more" between them if the text has more columns than that. */
    public static String cutMiddle(String text, int columns, String more) {
        if (of(text) <= columns) {
            return text;
        }
        int kept = Math.max(0, columns - of(more));
        String reversed = new StringBuilder(text).reverse().toString();
        return start(text, kept - kept / 2) + start(more, columns)
                + new StringBuilder(start(reversed, kept / 2)).reverse();
    }

    private static String start(String text, int columns) {
        int taken = 0;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            taken += of(codePoint);
            if (taken > columns) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return text.substring(0, index);
    }
}
