package io.quarkiverse.processmanager.terminal.text;

/**
 * What a terminal can show.
 *
 * @param colours whether it shows colours, and the user wants them
 * @param unicode whether it shows signs beyond ASCII
 */
public record Style(boolean colours, boolean unicode) {

    private static final String RESET = "\u001B[0m";

    /** A foreground colour. */
    public enum Colour {
        NONE(""),
        GREEN("\u001B[32m"),
        YELLOW("\u001B[33m"),
        RED("\u001B[31m"),
        GREY("\u001B[90m");

        private final String begin;

        Colour(String begin) {
            this.begin = begin;
        }
    }

    /** The text in this colour, if the terminal shows colours. */
    public String paint(String text, Colour colour) {
        return colours && colour != Colour.NONE && !text.isEmpty() ? colour.begin + text + RESET : text;
    }

    /** The sign for text that is left out. */
    public String more() {
        return unicode ? "…" : "..";
    }
}
