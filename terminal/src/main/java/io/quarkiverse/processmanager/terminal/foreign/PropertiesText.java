package io.quarkiverse.processmanager.terminal.foreign;

import java.util.ArrayList;
import java.util.List;

/** Prints imported definitions as the lines of an {@code application.properties}. */
public final class PropertiesText {

    private PropertiesText() {
    }

    /** The notes as comments, and one property on each line, with an empty line between two processes. */
    public static List<String> of(Imported imported) {
        List<String> lines = new ArrayList<>();
        imported.notes().forEach(note -> lines.add("# " + note.replace("\n", " ")));
        String group = imported.notes().isEmpty() ? null : "";
        for (var property : imported.properties().entrySet()) {
            String next = group(property.getKey());
            if (group != null && !next.equals(group)) {
                lines.add("");
            }
            group = next;
            lines.add(property.getKey() + "=" + escaped(property.getValue()));
        }
        return List.copyOf(lines);
    }

    /** The prefix and the id. */
    private static String group(String property) {
        String[] segments = property.split("\\.", 4);
        return segments[1] + "." + (segments[1].equals("processes") ? segments[2] : "");
    }

    /** A value of a properties file: a backslash and a line break need a backslash, and so does a blank at the beginning. */
    private static String escaped(String value) {
        String text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        return text.startsWith(" ") ? "\\" + text : text;
    }
}
