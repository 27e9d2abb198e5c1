package io.quarkiverse.processmanager.terminal.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.terminal.client.Members;

/** Draws the dependencies, as a tree or as a Mermaid diagram. Pure. */
public final class GraphText {

    private final Map<String, Members> rows = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private GraphText(List<Members> rows) {
        rows.forEach(row -> this.rows.put(row.text("id"), row));
    }

    /** Each process with its dependencies below it. A process is drawn with its own dependencies once. */
    public static List<String> tree(List<Members> rows, boolean ascii) {
        if (rows.isEmpty()) {
            return List.of(ListText.NONE);
        }
        GraphText graph = new GraphText(rows);
        Set<String> drawn = new HashSet<>();
        rows.stream().filter(row -> row.texts("dependents").isEmpty())
                .forEach(row -> graph.draw(row.text("id"), "", "", drawn, ascii));
        return graph.lines;
    }

    private void draw(String id, String prefix, String below, Set<String> drawn, boolean ascii) {
        Members row = rows.get(id);
        if (row == null) {
            lines.add(prefix + id + ": absent");
            return;
        }
        List<Members> waits = row.objects("dependsOn");
        boolean again = !drawn.add(id) && !waits.isEmpty();
        lines.add(prefix + id + ": " + Rows.state(row) + (again ? " (above)" : ""));
        for (int index = 0; index < waits.size() && !again; index++) {
            boolean last = index == waits.size() - 1;
            String branch = ascii ? last ? "`- " : "|- " : last ? "└─ " : "├─ ";
            String stem = last ? "   " : ascii ? "|  " : "│  ";
            draw(waits.get(index).text("id"), below + branch, below + stem, drawn, ascii);
        }
    }

    /** A diagram in the language of Mermaid: an arrow from each process to its dependencies, with the conditions. */
    public static List<String> mermaid(List<Members> rows) {
        List<String> lines = new ArrayList<>(List.of("graph TD"));
        Map<String, String> names = new HashMap<>();
        rows.forEach(row -> {
            names.put(row.text("id"), "p" + names.size());
            lines.add("    " + names.get(row.text("id")) + "[\"" + quoted(row.text("id")) + "<br/>" + Rows.state(row) + "\"]");
        });
        rows.forEach(row -> row.objects("dependsOn").stream().filter(wait -> names.containsKey(wait.text("id")))
                .forEach(wait -> lines.add("    " + names.get(row.text("id")) + (wait.is("met") ? " -->" : " -.->") + "|"
                        + wait.text("condition") + "| " + names.get(wait.text("id")))));
        return lines;
    }

    private static String quoted(String text) {
        return text.replace("\"", "#quot;");
    }
}
