package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.List;

import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.monitor.Page.Line;
import io.quarkiverse.processmanager.terminal.monitor.Page.Part;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;

/** Breaks one line of a page into lines that fit. For one thread. */
final class Wrapping {

    private static final Part INDENT = new Part("      ", Tone.PLAIN);

    private final int width;
    private final List<Line> lines = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private int column;

    Wrapping(int width) {
        this.width = width;
    }

    void add(Part part) {
        String rest = part.text();
        while (CharWidth.of(rest) > width - column && width > 2 * INDENT.text().length()) {
            String fitting = CharWidth.substringByWidth(rest, width - column);
            int space = fitting.lastIndexOf(' ');
            // A word that does not fit moves to the next line; one that is longer than a line is cut.
            boolean isBlank = fitting.substring(0, Math.max(0, space)).isBlank();
            String first = !isBlank ? fitting.substring(0, space) : column > INDENT.text().length() ? "" : fitting;
            append(first, part.tone());
            rest = rest.substring(first.length()).stripLeading();
            lines.add(new Line(List.copyOf(parts)));
            parts = new ArrayList<>();
            column = 0;
            append(INDENT.text(), INDENT.tone());
        }
        append(rest, part.tone());
    }

    private void append(String text, Tone tone) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, tone));
            column += CharWidth.of(text);
        }
    }

    List<Line> lines() {
        List<Line> all = new ArrayList<>(lines);
        all.add(new Line(List.copyOf(parts)));
        return all;
    }
}
