package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.util.List;

import io.quarkiverse.processmanager.LogLine.Stream;

/** Which lines of a {@link LogBuffer} go to the log. The lock of the buffer protects it and all cursors. */
final class LoggedLines {

    private final LineBlocks blocks;
    private final LineCursor next;
    /** The lines before this one do not go to the log, each stream by itself. */
    private long unloggedErrors;
    private long unloggedOthers;

    LoggedLines(LineBlocks blocks) {
        this.blocks = blocks;
        this.next = blocks.next();
    }

    /** Excludes the lines of this stream so far. */
    void exclude(Stream stream) {
        if (stream == Stream.STDERR) {
            unloggedErrors = next.before(true);
        } else {
            unloggedOthers = next.before(false);
        }
    }

    /** The number of lines behind the cursor, with those that have been dropped. */
    long waiting(LineCursor cursor) {
        return next.before(true) - Math.max(cursor.before(true), unloggedErrors)
                + next.before(false) - Math.max(cursor.before(false), unloggedOthers);
    }

    /** Moves the cursor to the first line that is left. The cursor counts the lines before as lost. */
    void skipDropped(LineCursor cursor, LineCursor first) {
        long before = waiting(cursor);
        cursor.skipTo(first);
        cursor.lose(before - waiting(cursor));
    }

    /** Moves the cursor before the newest {@code count} lines. The cursor counts the lines between as lost. */
    void skip(LineCursor cursor, LineCursor first, long count) {
        long before = waiting(cursor);
        cursor.skipTo(first);
        LineCursor at = next.copy();
        while (at.sequence() > cursor.sequence() && waiting(at) < count) {
            blocks.retreat(at);
        }
        // The lines of a block are of one stream, so those that are not for the log come first.
        long surplus = Math.max(waiting(at) - count, 0);
        if (surplus > 0) {
            blocks.advance(at, (int) (unlogged(at) + surplus));
        }
        if (at.sequence() > cursor.sequence()) {
            cursor.moveTo(at);
        }
        cursor.lose(before - waiting(cursor));
    }

    /** The number of lines behind the cursor in its block that are not for the log. */
    private int unlogged(LineCursor cursor) {
        boolean error = blocks.isError(cursor);
        long unlogged = (error ? unloggedErrors : unloggedOthers) - cursor.before(error);
        return (int) Math.min(blocks.left(cursor), Math.max(0, unlogged));
    }

    /** Takes lines and moves the cursor behind them. Returns their number. */
    long take(LineCursor cursor, long most, List<StoredLines> pieces) {
        long taken = 0;
        while (cursor.sequence() < next.sequence() && taken < most) {
            int unlogged = unlogged(cursor);
            if (unlogged > 0) {
                blocks.advance(cursor, unlogged);
            } else {
                int lines = (int) Math.min(most - taken, blocks.left(cursor));
                pieces.add(blocks.take(cursor, lines));
                taken += lines;
            }
        }
        return taken;
    }
}
