package io.quarkiverse.processmanager.runtime.process.output.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.processmanager.LogFile;

/** The lines of one stream that are not in their log file yet. Safe for use by several threads. */
public final class UnwrittenLines {

    private final ReentrantLock lock;
    /** The newest lines, and the lines that were taken last; the two take turns. */
    private LineBatch newest = new LineBatch();
    private LineBatch taken = new LineBatch();
    /** Lines for earlier files. */
    private final Deque<LineBatch> older = new ArrayDeque<>(0);
    /** The number of lines that are being written. */
    private long writing;
    /** The number of lines for which there was no memory. */
    private long dropped;
    private volatile boolean written = true;

    /**
     * @param lock protects the lines; its holder can add many lines at the cost of one lock
     */
    public UnwrittenLines(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Adds lines for a file, each with a line feed at its end. The caller holds the lock. */
    public void add(Optional<LogFile> file, byte[] source, int offset, int length, int lines) {
        written = false;
        try {
            if (!newest.takes(file)) {
                older.add(newest);
                newest = new LineBatch();
            }
            newest.add(file, source, offset, length, lines);
        } catch (OutOfMemoryError e) {
            // The file gets the number of these lines in their place.
            dropped += lines;
        }
    }

    /** Whether all lines are written, also those that another thread was writing. */
    public boolean isWritten() {
        return written;
    }

    /** The number of lines that are missing before those that {@link #take} returns, since the last call. */
    long takeDropped() {
        lock.lock();
        try {
            long count = dropped;
            dropped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The next lines for one file, valid until the next call; an empty batch if there are none. The lines before are written. */
    LineBatch take() {
        lock.lock();
        try {
            LineBatch next = older.poll();
            if (next == null) {
                taken.clear();
                next = newest;
                newest = taken;
                taken = next;
            }
            writing = next.lines();
            written = next.isEmpty() && dropped == 0;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The number of lines, with those that are being written. */
    long count() {
        lock.lock();
        try {
            return dropped + writing + newest.lines() + older.stream().mapToLong(LineBatch::lines).sum();
        } finally {
            lock.unlock();
        }
    }
}
