package io.quarkiverse.processmanager;

/**
 * The size of a terminal. Immutable.
 *
 * @param columns the width in characters, from 1 to 1,000
 * @param rows the height in lines, from 1 to 1,000
 */
public record TerminalSize(int columns, int rows) {

    /** The largest width and height: programs allocate memory for each cell of the screen. */
    public static final int MOST = 1_000;

    /**
     * 120 columns and 30 rows. The usual 80 columns would break the lines of many development servers, which then fill the log
     * with halves of lines.
     */
    public static final TerminalSize DEFAULT = new TerminalSize(120, 30);
}
