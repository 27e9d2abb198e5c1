package io.quarkiverse.processmanager.runtime.console;

import java.time.Instant;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;

/** How far the output of one process has been shown, and whether more follows. Not safe for use by several threads. */
final class ShownProcess {

    private final String id;
    private final ConsoleFlow<LogLine> flow = new ConsoleFlow<>();
    private boolean shown;
    /** The lines up to this one are shown although {@code shown} is false: they were written before it became false. */
    private long shownUntil;
    private long taken;
    private Instant takenTime = Instant.MIN;
    private long lastLinesOf;

    ShownProcess(String id, boolean shown) {
        this.id = id;
        this.shown = shown;
    }

    String id() {
        return id;
    }

    boolean isShown() {
        return shown;
    }

    void show() {
        shown = true;
    }

    /** Shows no more lines than those before the given number. */
    boolean hideAfter(long sequence) {
        shown = false;
        shownUntil = sequence;
        return true;
    }

    /**
     * Another process has the id since that time, and its lines are counted from 1. The event of its start can be later than its
     * first lines.
     */
    void restartCount(Instant start) {
        if (takenTime.isAfter(start)) {
            return;
        }
        flow.clear();
        taken = 0;
        shownUntil = 0;
        lastLinesOf = 0;
    }

    /** Takes a line to show, unless it is hidden or known. Returns whether it is taken. */
    boolean take(LogLine line, int limit, long nowNanos) {
        if (line.sequence() <= taken || !shown && line.sequence() > shownUntil) {
            return false;
        }
        taken = line.sequence();
        takenTime = line.time();
        flow.add(line, limit, nowNanos);
        return true;
    }

    /** The log has lost lines after the last one that was taken. Returns whether some of them would have been shown. */
    boolean lost(long count, long nowNanos) {
        long toShow = shown ? count : Math.min(count, shownUntil - taken);
        if (toShow > 0) {
            flow.lost(toShow, nowNanos);
        }
        return toShow > 0;
    }

    /** Shows these lines and those that follow. If lines were shown before, those between have been left out. */
    boolean showFrom(List<LogLine> lines, long nowNanos) {
        if (shown && taken > 0 && !lines.isEmpty() && lines.get(0).sequence() > taken + 1) {
            flow.lost(lines.get(0).sequence() - taken - 1, nowNanos);
        }
        shown = true;
        return true;
    }

    boolean isPending() {
        return !flow.isEmpty();
    }

    Portion<LogLine> next(int limit, long nowNanos) {
        return flow.take(limit, nowNanos);
    }

    Portion<LogLine> nextAtLeast(int least, int limit, long nowNanos) {
        return flow.takeAtLeast(least, limit, nowNanos);
    }

    void lastLinesShown(long incarnation) {
        lastLinesOf = incarnation;
    }

    boolean hasShownLastLines(long incarnation) {
        return lastLinesOf == incarnation;
    }
}
