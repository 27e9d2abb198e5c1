package io.quarkiverse.processmanager.terminal.monitor;

import java.util.List;

import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;

/**
 * A page in place of the log.
 *
 * @param lines all its lines
 */
record Page(Kind kind, String title, List<Line> lines) {

    static final Page NONE = new Page(Kind.NONE, "", List.of());

    /** The pages. */
    enum Kind {
        NONE,
        HELP,
        TREE,
        WHY
    }

    /** A line of parts with different tones. */
    record Line(List<Part> parts) {

        static Line of(Part... parts) {
            return new Line(List.of(parts));
        }

        /** The line in lines that fit; the further ones are indented. A part is broken at its spaces. */
        List<Line> wrapped(int width) {
            Wrapping wrapping = new Wrapping(width);
            parts.forEach(wrapping::add);
            return wrapping.lines();
        }
    }

    /** A part of a line. */
    record Part(String text, Tone tone) {
    }

    boolean isOpen() {
        return kind != Kind.NONE;
    }
}
