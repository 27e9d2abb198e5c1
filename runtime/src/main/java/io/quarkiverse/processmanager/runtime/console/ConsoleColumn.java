package io.quarkiverse.processmanager.runtime.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.safe.SafeText;

/**
 * The ids before the lines, in one column: each process has a colour of its own as long as there are enough. Safe for use by
 * several threads.
 */
final class ConsoleColumn {

    /** A longer id does not move the lines of the other processes to the right. */
    private static final int WIDEST = 32;
    /** Cyan, yellow, green, magenta and blue, first dark and then bright. Red is for problems. */
    private static final int[] COLOURS = { 36, 33, 32, 35, 34, 96, 93, 92, 95, 94 };
    private static final String RESET = "\u001b[0m";

    private final Map<String, Integer> colours = new LinkedHashMap<>();
    private int width;

    /** Makes room for these ids. */
    synchronized void add(Collection<String> ids) {
        for (String id : ids) {
            colours.computeIfAbsent(id, added -> COLOURS[colours.size() % COLOURS.length]);
            if (id.length() <= WIDEST) {
                width = Math.max(width, id.length());
            }
        }
    }

    /** A line for the console, with its line break. */
    synchronized String line(String id, String text, boolean coloured) {
        StringBuilder line = new StringBuilder();
        if (coloured) {
            line.append("\u001b[").append(colours.getOrDefault(id, COLOURS[0])).append('m');
        }
        line.append(id);
        for (int i = id.length(); i < width; i++) {
            line.append(' ');
        }
        line.append(" |");
        if (coloured) {
            line.append(RESET);
        }
        return line.append(' ').append(coloured ? SafeText.coloured(text) : SafeText.plain(text))
                .append(System.lineSeparator()).toString();
    }
}
