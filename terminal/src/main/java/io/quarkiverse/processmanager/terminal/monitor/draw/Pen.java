package io.quarkiverse.processmanager.terminal.monitor.draw;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;

/** Writes texts into one line of a buffer, and never beyond its right edge. For one thread. */
public final class Pen {

    private final Buffer buffer;
    private final Theme theme;
    private final int line;
    private int column;

    public Pen(Buffer buffer, Theme theme, int line) {
        this.buffer = buffer;
        this.theme = theme;
        this.line = line;
    }

    public int column() {
        return column;
    }

    public int room() {
        return buffer.width() - column;
    }

    public Pen to(int place) {
        column = place;
        return this;
    }

    public Pen write(String text, Style style) {
        column = buffer.setString(column, line, text, style);
        return this;
    }

    public Pen write(String text, Tone tone) {
        return write(text, theme.style(tone));
    }

    /** Writes a text into so many cells; a longer one ends with a sign. */
    public Pen cell(String text, int width, boolean right, Style style) {
        String fitted = theme.fit(text, width);
        int start = right ? column + width - CharWidth.of(fitted) : column;
        buffer.setString(start, line, fitted, style);
        column += width;
        return this;
    }

    /** Patches the style of the whole line. */
    public Pen all(Style style) {
        buffer.setStyle(new Rect(0, line, buffer.width(), 1), style);
        return this;
    }
}
