package io.quarkiverse.processmanager.terminal.text;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.Style.Colour;

/** The sign for the state of a process. The order is that of a reader who searches for problems. */
public enum PhaseSign {

    DOWN('✖', 'x', Colour.RED),
    PENDING('◐', '~', Colour.YELLOW),
    UP('●', '*', Colour.GREEN),
    DONE('✔', '+', Colour.GREEN),
    SKIPPED('–', '-', Colour.GREY),
    IDLE('○', 'o', Colour.GREY);

    private final char sign;
    private final char ascii;
    private final Colour colour;

    PhaseSign(char sign, char ascii, Colour colour) {
        this.sign = sign;
        this.ascii = ascii;
        this.colour = colour;
    }

    /** The sign of a row of {@code ps}. */
    public static PhaseSign of(Members row) {
        if (row.is("down")) {
            return DOWN;
        }
        return switch (row.text("phase")) {
            case "RUNNING" -> row.text("kind").equals("task") ? PENDING : UP;
            case "COMPLETED" -> row.text("state").equals("SKIPPED") ? SKIPPED : DONE;
            case "STOPPED" -> IDLE;
            case "FAILED", "BACKOFF" -> DOWN;
            default -> PENDING;
        };
    }

    /** The sign in one column, without colour. */
    public String text(boolean unicode) {
        return String.valueOf(unicode ? sign : ascii);
    }

    String text(Style style) {
        return style.paint(text(style.unicode()), colour);
    }
}
