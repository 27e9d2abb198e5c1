package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.Page.Kind;
import io.quarkiverse.processmanager.terminal.monitor.Page.Line;
import io.quarkiverse.processmanager.terminal.monitor.Page.Part;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;
import io.quarkiverse.processmanager.terminal.monitor.draw.Theme;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.text.PhaseSign;
import io.quarkiverse.processmanager.terminal.text.Rows;

/**
 * Writes the pages. Pure.
 *
 * @param unicode false for ASCII signs and lines
 */
record Pages(boolean unicode) {

    private static final int KEYS_WIDTH = 12;

    /** The table of the keys. */
    Page help() {
        List<Line> lines = new ArrayList<>();
        for (KeyCommand command : KeyCommand.values()) {
            String keys = unicode ? command.keys() : ascii(command.keys());
            lines.add(Line.of(new Part(" " + keys + " ".repeat(Math.max(1, KEYS_WIDTH - keys.length())), Tone.STRONG),
                    new Part(command.meaning(), Tone.PLAIN)));
        }
        lines.add(Line.of(new Part(" Mouse" + " ".repeat(KEYS_WIDTH - 5), Tone.STRONG),
                new Part("A click selects, the wheel scrolls", Tone.PLAIN)));
        lines.add(Line.of(new Part(" Paste" + " ".repeat(KEYS_WIDTH - 5), Tone.STRONG),
                new Part("Fills an open search, filter or signal; elsewhere it has no effect", Tone.PLAIN)));
        return new Page(Kind.HELP, "keys", List.copyOf(lines));
    }

    private static String ascii(String keys) {
        return keys.replace("↑ ↓", "Up Down").replace("← →", "Left Right");
    }

    /** The causes in the answer of {@code why}. */
    Page why(String id, List<Members> causes) {
        List<Line> lines = new ArrayList<>();
        for (Members cause : causes) {
            String indent = " " + "  ".repeat(cause.number("depth").orElse(0L).intValue());
            TableRow row = TableRow.of(0, cause);
            lines.add(Line.of(new Part(indent, Tone.PLAIN), sign(row.sign()), new Part(" " + row.id(), Tone.STRONG),
                    new Part(" " + Rows.verb(state(row)) + ": " + row.why(), Tone.PLAIN)));
            for (String text : cause.texts("lastLines")) {
                lines.add(Line.of(new Part(indent + "    " + CellText.plain(text), Tone.FAINT)));
            }
        }
        return new Page(Kind.WHY, "why " + id, List.copyOf(lines));
    }

    private static String state(TableRow row) {
        return row.health().isEmpty() ? row.state() : row.state() + ", " + row.health();
    }

    private Part sign(PhaseSign sign) {
        return new Part(sign.text(unicode), Theme.tone(sign));
    }

    /** Each process with its dependencies below it. A process is drawn with its own dependencies once. */
    Page tree(List<TableRow> rows) {
        Map<String, TableRow> known = new LinkedHashMap<>();
        rows.forEach(row -> known.put(row.id(), row));
        Tree tree = new Tree(known, new HashSet<>(), new ArrayList<>());
        rows.stream().filter(row -> row.dependents().isEmpty()).forEach(row -> draw(tree, row.id(), " ", " ", ""));
        return new Page(Kind.TREE, "dependencies: each process with what it depends on", List.copyOf(tree.lines));
    }

    private record Tree(Map<String, TableRow> rows, Set<String> drawn, List<Line> lines) {
    }

    /** @param edge what the process above needs of this one; empty if it is met */
    private void draw(Tree tree, String id, String prefix, String below, String edge) {
        TableRow row = tree.rows.get(id);
        if (row == null) {
            tree.lines.add(Line.of(new Part(prefix, Tone.FAINT), new Part(id + " is absent", Tone.FAINT)));
            return;
        }
        List<TableRow.Wait> waits = row.waits();
        boolean again = !tree.drawn.add(id) && !waits.isEmpty();
        tree.lines.add(Line.of(new Part(prefix, Tone.FAINT), sign(row.sign()), new Part(" " + id, Tone.STRONG),
                new Part(" " + state(row), Theme.tone(row.sign())),
                new Part(row.blockedBy().isEmpty() ? "" : ", blocked by " + String.join(", ", row.blockedBy()), Tone.BAD),
                new Part(edge, Tone.PENDING), new Part(again ? " (above)" : "", Tone.FAINT)));
        for (int index = 0; index < waits.size() && !again; index++) {
            boolean last = index == waits.size() - 1;
            TableRow.Wait wait = waits.get(index);
            draw(tree, wait.id(), below + branch(last), below + stem(last),
                    wait.met() ? "" : ", must be " + wait.condition() + " for " + id);
        }
    }

    private String branch(boolean last) {
        return unicode ? last ? "└─ " : "├─ " : last ? "`- " : "|- ";
    }

    private String stem(boolean last) {
        return last ? "   " : unicode ? "│  " : "|  ";
    }
}
