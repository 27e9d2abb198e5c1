package io.quarkiverse.processmanager.terminal.monitor;

/**
 * Where the parts of the screen are. The first line has the counts, the last one messages and prompts.
 *
 * @param table how many rows of the table are visible, below its heading in the second line; 0 without a table
 * @param title the line of the title of the log or of a page; 0 without either
 * @param lower how many lines below the title are visible
 */
record Areas(int width, int height, int table, int title, int lower) {

    static final int LEAST_WIDTH = 40;
    static final int LEAST_HEIGHT = 8;
    static final int HEADING = 1;
    static final int FIRST_ROW = 2;
    private static final int EDGES = 2;

    /** What has the whole screen. */
    enum Zoom {
        NONE,
        TABLE,
        LOWER
    }

    static Areas of(int width, int height, int rows, Zoom zoom) {
        int body = Math.max(0, height - EDGES);
        return switch (zoom) {
            case TABLE -> new Areas(width, height, body - 1, 0, 0);
            case LOWER -> new Areas(width, height, 0, 1, body - 1);
            case NONE -> {
                int table = Math.max(1, Math.min(rows, (body - EDGES) / 2));
                yield new Areas(width, height, table, FIRST_ROW + table, body - EDGES - table);
            }
        };
    }

    boolean isTooSmall() {
        return width < LEAST_WIDTH || height < LEAST_HEIGHT;
    }

    int lastLine() {
        return height - 1;
    }

    boolean isRow(int line) {
        return line >= FIRST_ROW && line < FIRST_ROW + table;
    }

    boolean isLower(int line) {
        return title > 0 && line >= title && line < lastLine();
    }
}
