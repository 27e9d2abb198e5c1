package io.quarkiverse.processmanager.terminal.monitor.draw;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;

/**
 * Makes text of a process harmless for the screen. Of its control sequences only renditions such as colours are left, as styles. No
 * character is left whose width differs between terminals: joined emoji become single ones, flags become their letters, and a few
 * characters become a small square.
 */
public final class CellText {

    /** A longer line is cut: no screen is that wide. */
    private static final int LONGEST = 16_384;
    private static final int TAB = 8;
    private static final int MOST_MARKS = 4;
    private static final int STAND_IN = '▪';
    private static final int ESC = 27;
    private static final int FIRST_FLAG = 0x1F1E6;
    private static final int LAST_FLAG = 0x1F1FF;

    private final String raw;
    private final int end;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Rendition rendition = new Rendition();
    private Style style = Style.EMPTY;
    private int column;
    private int marks = MOST_MARKS;

    private CellText(String raw) {
        // Composed letters have a clear width, which the parts of Korean and Japanese letters have not.
        this.raw = Normalizer.isNormalized(raw, Normalizer.Form.NFC) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
        this.end = Math.min(this.raw.length(), LONGEST);
    }

    /** A part of a line with one style. */
    public record Piece(String text, Style style) {
    }

    /** The text alone. */
    public static String plain(String raw) {
        if (isPlain(raw)) {
            return raw;
        }
        StringBuilder all = new StringBuilder();
        pieces(raw, Integer.MAX_VALUE, false).forEach(piece -> all.append(piece.text));
        return all.toString();
    }

    private static boolean isPlain(String raw) {
        for (int index = 0; index < raw.length(); index++) {
            char next = raw.charAt(index);
            if (next < ' ' || next > '~') {
                return false;
            }
        }
        return raw.length() <= LONGEST;
    }

    /**
     * The text with its styles.
     *
     * @param columns what is behind these columns can be absent
     * @param colours false for no style at all
     */
    public static List<Piece> pieces(String raw, int columns, boolean colours) {
        CellText line = new CellText(raw);
        int index = 0;
        while (index < line.end && line.column < columns) {
            int next = line.raw.codePointAt(index);
            index = next == ESC ? line.sequence(index + 1, colours) : line.character(next, index);
        }
        line.flush();
        return line.pieces;
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), style));
            text.setLength(0);
        }
    }

    private int character(int next, int index) {
        if (next == '\t') {
            int spaces = TAB - column % TAB;
            text.append(" ".repeat(spaces));
            column += spaces;
            marks = 0;
        } else if (next >= FIRST_FLAG && next <= LAST_FLAG) {
            append('A' + next - FIRST_FLAG, 1);
        } else if (next >= Character.MIN_SURROGATE && next <= Character.MAX_SURROGATE) {
            append('\uFFFD', 1);
        } else if (!Character.isISOControl(next)) {
            visible(next, CharWidth.of(next));
        }
        return index + Character.charCount(next);
    }

    private void visible(int character, int width) {
        int type = Character.getType(character);
        boolean isMark = Widths.isMark(character);
        if (isMark && width == 0 && marks < MOST_MARKS) {
            text.appendCodePoint(character);
            marks++;
        } else if (!isMark && width > 0 && type != Character.FORMAT) {
            boolean isClear = Widths.isClear(character);
            append(isClear ? character : STAND_IN, isClear ? width : 1);
        }
    }

    private void append(int character, int width) {
        text.appendCodePoint(character);
        column += width;
        marks = 0;
    }

    /** Skips a control sequence behind its escape, and applies it if it is a rendition. */
    private int sequence(int start, boolean colours) {
        if (start >= end) {
            return start;
        }
        char kind = raw.charAt(start);
        if (kind == '[') {
            int parameters = skip(start + 1, '0', '?');
            int last = skip(parameters, ' ', '/');
            if (last < end && raw.charAt(last) == 'm' && last == parameters && colours) {
                flush();
                rendition.apply(raw.substring(start + 1, last));
                style = rendition.style();
            }
            return last < end && raw.charAt(last) >= '@' && raw.charAt(last) <= '~' ? last + 1 : last;
        } else if ("]PX^_".indexOf(kind) >= 0) {
            return string(start + 1);
        }
        int last = skip(start, ' ', '/');
        return last < end && raw.charAt(last) >= '0' && raw.charAt(last) <= '~' ? last + 1 : last;
    }

    private int skip(int index, char from, char to) {
        int next = index;
        while (next < end && raw.charAt(next) >= from && raw.charAt(next) <= to) {
            next++;
        }
        return next;
    }

    /** Skips a string for the terminal, such as a title, with its end. */
    private int string(int start) {
        int next = start;
        while (next < end && raw.charAt(next) != 7 && raw.charAt(next) != ESC) {
            next++;
        }
        if (next < end && raw.charAt(next) == 7) {
            return next + 1;
        }
        return next + 1 < end && raw.charAt(next + 1) == '\\' ? next + 2 : next;
    }
}
