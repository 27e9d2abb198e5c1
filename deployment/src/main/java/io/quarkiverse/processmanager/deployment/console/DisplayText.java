package io.quarkiverse.processmanager.deployment.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.ProgressText;
import io.quarkiverse.processmanager.terminal.text.StatusLineText;
import io.quarkiverse.processmanager.terminal.text.Style;

/**
 * Decides what the terminal shows: the progress of the end, the progress of a start of several processes, or all processes in one
 * line. One thread calls {@link #of}.
 */
final class DisplayText {

    private static final int MOST_LINES = 6;
    private static final int PART_OF_THE_WINDOW = 4;

    private final Style style;
    private Optional<Instant> start = Optional.empty();
    private volatile Optional<Instant> end = Optional.empty();

    DisplayText(Style style) {
        this.style = style;
    }

    /** @param ticks whether the text changes with each second */
    record Drawing(String text, boolean ticks) {

        private static Drawing of(StatusLineText.Shown shown) {
            return new Drawing(shown.text(), shown.ticks());
        }
    }

    /** From now on all processes stop. */
    void ends(Instant now) {
        end = Optional.of(now);
    }

    /** @param height the lines of the window */
    Drawing of(List<Members> rows, Instant now, int width, int height) {
        int lines = Math.max(1, Math.min(MOST_LINES, height / PART_OF_THE_WINDOW));
        if (end.isPresent()) {
            return Drawing.of(new ProgressText(end.get(), width, lines, style).stop(rows, now));
        }
        if (start.isEmpty() && ProgressText.isStart(rows)) {
            start = Optional.of(now);
        } else if (start.isPresent() && !ProgressText.goesOn(rows)) {
            start = Optional.empty();
        }
        return Drawing.of(start.isPresent() ? new ProgressText(start.get(), width, lines, style).start(rows, now)
                : StatusLineText.of(rows, now, width, style));
    }
}
