package io.quarkiverse.processmanager.terminal.monitor.log;

import java.util.List;

import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;

/** The log and the part of it that is visible. Owned by one thread. */
public final class LogPane {

    private static final long NO_MATCH = -1;
    private static final int SIDEWAYS_STEP = 10;

    private final LogBuffer buffer = new LogBuffer();
    private boolean following = true;
    private long top;
    private int sideways;
    private Search search = Search.NONE;
    private long match = NO_MATCH;
    private long missed;

    public LogBuffer buffer() {
        return buffer;
    }

    public boolean isFollowing() {
        return following;
    }

    public int sideways() {
        return sideways;
    }

    public Search search() {
        return search;
    }

    /** Whether this line is the one that the search is at. */
    public boolean isMatch(long number) {
        return number == match;
    }

    /** While the log does not follow, a line that would remove a kept one is left out, so that the visible lines stay. */
    public void add(LogLine line) {
        if (following || buffer.hasRoom(line)) {
            buffer.add(line);
        } else {
            missed++;
        }
    }

    /** Whether the log follows again after lines were left out, so that it must be asked for again. */
    public boolean isStale() {
        return following && missed > 0;
    }

    /** Begins an empty log, at its end. */
    public void clear() {
        buffer.clear();
        missed = 0;
        following = true;
        top = 0;
        sideways = 0;
        match = NO_MATCH;
    }

    /** The number of the first visible line. */
    public long first(int height) {
        long last = Math.max(buffer.first(), buffer.end() - height);
        return following ? last : Math.max(buffer.first(), Math.min(top, last));
    }

    /** How many lines are below the visible ones. */
    public long below(int height) {
        return Math.max(0, buffer.end() - first(height) - height) + missed;
    }

    /** Scrolls by some lines. At the end the log follows again. */
    public void scroll(long lines, int height) {
        top = Math.max(buffer.first(), first(height) + lines);
        following = lines > 0 && top >= buffer.end() - height || following && lines >= 0;
    }

    public void toFirst() {
        top = buffer.first();
        following = false;
    }

    public void toEnd() {
        following = true;
    }

    public void toggleFollowing(int height) {
        top = first(height);
        following = !following;
    }

    public void sideways(int direction) {
        sideways = Math.max(0, sideways + direction * SIDEWAYS_STEP);
    }

    public void search(Search other) {
        search = other;
        match = NO_MATCH;
    }

    /** Goes to the last visible line that contains the text, else to the one nearest above. */
    public boolean findFromBottom(int width, int height) {
        match = Math.min(buffer.end(), first(height) + height);
        return find(-1, width, height);
    }

    /** Goes to the next line that contains the text, and begins anew behind the last one. */
    public boolean find(int direction, int width, int height) {
        long count = buffer.end() - buffer.first();
        long start = match >= buffer.first() && match <= buffer.end() ? match
                : direction > 0 ? first(height) - 1 : Math.min(buffer.end(), first(height) + height);
        for (long step = 1; step <= count; step++) {
            long number = buffer.first() + Math.floorMod(start - buffer.first() + step * direction, count);
            String text = CellText.plain(buffer.get(number).text());
            if (search.isIn(text)) {
                match = number;
                show(number, height);
                showColumns(text, width);
                return true;
            }
        }
        match = NO_MATCH;
        return false;
    }

    /** Scrolls sideways until the found text is visible, no further than necessary. */
    private void showColumns(String line, int width) {
        List<Marks.Run> found = Marks.of(line, search).found();
        if (found.stream()
                .noneMatch(run -> column(line, run.from()) >= sideways && column(line, run.to()) <= sideways + width)) {
            int end = column(line, found.get(0).to());
            sideways = end <= width ? 0 : Math.min(column(line, found.get(0).from()), end - width + SIDEWAYS_STEP);
        }
    }

    private static int column(String line, int index) {
        return CharWidth.of(line.substring(0, index));
    }

    private void show(long number, int height) {
        long first = first(height);
        top = number >= first && number < first + height ? first : Math.max(buffer.first(), number - height / 2);
        following = false;
    }
}
