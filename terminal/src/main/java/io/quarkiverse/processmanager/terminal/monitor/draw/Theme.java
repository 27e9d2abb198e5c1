package io.quarkiverse.processmanager.terminal.monitor.draw;

import dev.tamboui.style.AnsiColor;
import dev.tamboui.style.Color;
import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.text.PhaseSign;

/** Signs and styles, for terminals with and without colours and UTF-8. */
public record Theme(boolean colours, boolean unicode) {

    private static final AnsiColor[] IDS = { AnsiColor.CYAN, AnsiColor.YELLOW, AnsiColor.GREEN, AnsiColor.MAGENTA,
            AnsiColor.BLUE, AnsiColor.BRIGHT_CYAN, AnsiColor.BRIGHT_YELLOW, AnsiColor.BRIGHT_GREEN,
            AnsiColor.BRIGHT_MAGENTA, AnsiColor.BRIGHT_BLUE };

    public static Tone tone(PhaseSign sign) {
        return switch (sign) {
            case UP, DONE -> Tone.GOOD;
            case PENDING -> Tone.PENDING;
            case DOWN -> Tone.BAD;
            case IDLE, SKIPPED -> Tone.FAINT;
        };
    }

    public Style style(Tone tone) {
        return switch (tone) {
            case PLAIN -> Style.EMPTY;
            case STRONG -> Style.EMPTY.bold();
            case FAINT -> colours ? Style.EMPTY.fg(Color.ansi(AnsiColor.BRIGHT_BLACK)) : Style.EMPTY;
            case GOOD -> colour(AnsiColor.GREEN);
            case PENDING -> colour(AnsiColor.YELLOW);
            case BAD -> colour(AnsiColor.RED).bold();
        };
    }

    private Style colour(AnsiColor colour) {
        return colours ? Style.EMPTY.fg(Color.ansi(colour)) : Style.EMPTY;
    }

    /** The style of the id in front of a line of several processes. */
    public Style id(String id) {
        return colour(IDS[Math.floorMod(id.hashCode(), IDS.length)]);
    }

    public Style selection() {
        return Style.EMPTY.reversed();
    }

    public Style edge() {
        return Style.EMPTY.reversed();
    }

    public Style found(boolean current) {
        Style found = colours ? Style.EMPTY.fg(Color.ansi(AnsiColor.BLACK))
                .bg(Color.ansi(current ? AnsiColor.BRIGHT_YELLOW : AnsiColor.YELLOW)) : Style.EMPTY.reversed();
        return current ? found.bold() : found;
    }

    public String rule() {
        return unicode ? "─" : "-";
    }

    public String bar() {
        return unicode ? "│" : "|";
    }

    /** The text, or its beginning and a sign for more. */
    public String fit(String text, int columns) {
        return CharWidth.truncateWithEllipsis(text, columns, more(), CharWidth.TruncatePosition.END);
    }

    /** The text, or its beginning and its end: ids often differ at the end. */
    public String fitMiddle(String text, int columns) {
        return CharWidth.truncateWithEllipsis(text, columns, more(), CharWidth.TruncatePosition.MIDDLE);
    }

    private String more() {
        return unicode ? "…" : "~";
    }
}
