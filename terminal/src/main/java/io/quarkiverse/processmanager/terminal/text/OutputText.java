package io.quarkiverse.processmanager.terminal.text;

import java.util.Locale;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Members;

/** The form of a line of output: the id of its process in the colour of the process, and the text. For one thread. */
public final class OutputText {

    private static final int[] COLOURS = { 36, 33, 32, 35, 34, 96, 93, 92, 95, 94 };

    private final boolean colours;
    private final boolean timestamps;
    private int width;

    public OutputText(boolean colours, boolean timestamps) {
        this.colours = colours;
        this.timestamps = timestamps;
    }

    /** @param line a line of the answer of {@code logs} */
    public String of(Members line) {
        String id = line.text("id");
        width = Math.max(width, id.length());
        String label = id + " ".repeat(width - id.length()) + " |";
        String time = timestamps && !line.has("leftOut") ? line.text("time") + " " : "";
        return (colours ? "\u001B[" + COLOURS[Math.floorMod(id.hashCode(), COLOURS.length)] + "m" + label + "\u001B[0m"
                : label) + " " + time + text(line, colours);
    }

    /** The line in place of lines that are left out. */
    public static String leftOut(long count) {
        return String.format(Locale.ROOT, "... %,d line%s left out ...", count, count == 1 ? " is" : "s are");
    }

    /** The line without the id of its process. */
    public static String text(Members line, boolean colours) {
        return line.number("leftOut").map(OutputText::leftOut)
                .orElseGet(() -> colours ? SafeText.coloured(line.text("text")) : SafeText.plain(line.text("text")));
    }
}
