package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.file.UnwrittenLines;
import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineScan;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearch;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;

/**
 * Splits one stream of one incarnation into lines, and writes them to the log file of the process. The thread that reads the
 * stream feeds it, and waits for the file where it may; a timer thread flushes a line without an end after a silence.
 */
public final class StreamLines {

    /** Receives lines. */
    @FunctionalInterface
    public interface Target {

        /**
         * Receives lines, each with a line feed at its end, as bytes that are valid during the call, with the time at which the
         * lines were read.
         */
        void lines(long timeMillis, byte[] source, int offset, int length, int lines);

        /** The last line has no end, and was passed on after a silence. The program has not rewritten it, as progress bars do. */
        default void unfinished(byte[] line) {
        }

        /**
         * Runs code that passes several lines, unless that takes long and the caller cannot wait.
         *
         * @return whether the code has run
         */
        default boolean batch(boolean mayWait, Runnable lines) {
            lines.run();
            return true;
        }
    }

    /** A program that writes so much at once stops in the middle of a line because its buffer, or the pipe, is full. */
    private static final int BLOCK = 4096;

    private final LineSplitter splitter;
    private final Target target;
    private final LineSearches searches;
    private final Runnable changed;
    private final LogFileWriter file;
    private final ReentrantLock lock = new ReentrantLock();
    private final UnwrittenLines unwritten = new UnwrittenLines(lock);
    private volatile LogPolicy policy;
    private boolean strip;
    private long fedNanos;
    private long fedMillis = System.currentTimeMillis();
    private boolean fedBlocks;
    /** Whether the reader is passing lines on. It may wait for the file while more output is in the pipe. */
    private volatile boolean busy;

    /**
     * @param changed runs after lines have come, on the thread that brought them
     */
    public StreamLines(LogPolicy policy, Target target, LineSearches searches, Runnable changed, LogFileWriter file) {
        this.splitter = new LineSplitter(policy.maxLineBytes(), this::lines);
        this.policy = policy;
        this.target = target;
        this.searches = searches;
        this.changed = changed;
        this.file = file;
    }

    /** Sets the policy for the next bytes. Returns at once, also while an expression runs for each line of a read. */
    public void policy(LogPolicy changed) {
        policy = changed;
    }

    private void lines(byte[] source, int offset, int length, int lines) {
        if (strip && LineScan.indexOf(AnsiEscapes.ESCAPE, source, offset, offset + length) < offset + length) {
            LineSplitter.Sink.each(source, offset, length, this::stripped);
        } else {
            plain(source, offset, length, lines);
        }
    }

    private void stripped(byte[] source, int offset, int length) {
        int kept = AnsiEscapes.strip(source, offset, length);
        source[offset + kept] = '\n';
        plain(source, offset, kept + 1, 1);
    }

    private void plain(byte[] source, int offset, int length, int lines) {
        target.lines(fedMillis, source, offset, length, lines);
        Optional<LogFile> wanted = file.wanted();
        if (wanted.isPresent()) {
            unwritten.add(wanted, source, offset, length, lines);
        }
    }

    /** Nothing waits any longer for the lines that are not in the file. */
    void giveUp() {
        file.giveUp(unwritten);
    }

    /** Passes new lines on, after the lock has been released: the file may be slow. */
    private void passOn(boolean mayWait) {
        changed.run();
        if (unwritten.isWritten()) {
            return;
        }
        if (mayWait) {
            file.write(unwritten);
        } else {
            file.writeLater(unwritten);
        }
    }

    /** Whether the thread that feeds has to wait: for lines before, or for the expression of a search. */
    public boolean canBlock() {
        return !searches.active().isEmpty() || isUnwritten();
    }

    /** Whether lines are not in the file yet. */
    boolean isUnwritten() {
        return !unwritten.isWritten();
    }

    /** Whether the end of the stream has to wait for the file. */
    public boolean hasFile() {
        return file.wanted().isPresent() || isUnwritten();
    }

    /** Waits until the lines so far are in the file. */
    void settle() {
        if (isUnwritten()) {
            file.write(unwritten);
        }
    }

    /**
     * Takes bytes that were read, and may modify the array.
     *
     * @param mayWait whether to wait until the lines are in the file, and for the expressions of searches
     * @return whether the bytes were taken; not if a search has begun and the caller cannot wait
     */
    public boolean feed(byte[] chunk, int size, boolean mayWait) {
        try {
            if (!split(chunk, size, mayWait)) {
                return false;
            }
            passOn(mayWait);
        } finally {
            idle();
        }
        return true;
    }

    private boolean split(byte[] chunk, int size, boolean mayWait) {
        lock.lock();
        try {
            busy = true;
            fedMillis = System.currentTimeMillis();
            fedBlocks = size >= BLOCK;
            splitter.longest(policy.maxLineBytes());
            strip = policy.ansi() == Ansi.STRIP;
            if (!target.batch(mayWait, () -> splitter.feed(chunk, size))) {
                return false;
            }
            // A search that begins after the batch takes the line without an end itself, after this lock has been released.
            if (mayWait && splitter.hasPartial() && !searches.active().isEmpty()) {
                byte[] partial = splitter.partial();
                searches.offer(searches.active(), partial, 0, partial.length);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a line without an end is left. */
    public boolean hasPartial() {
        lock.lock();
        try {
            return splitter.hasPartial();
        } finally {
            lock.unlock();
        }
    }

    private void idle() {
        lock.lock();
        try {
            busy = false;
            fedNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader waits for the file, or for another receiver of the lines. */
    boolean isBusy() {
        return busy;
    }

    /** Offers the line without an end. The expression runs without the lock, because the event loop may need the lock. */
    public void offerPartial(LineSearch search) {
        byte[] partial;
        lock.lock();
        try {
            if (!splitter.hasPartial()) {
                return;
            }
            partial = splitter.partial();
        } finally {
            lock.unlock();
        }
        search.offer(LineSearches.text(partial, 0, partial.length));
    }

    /**
     * Flushes a line without an end if it was silent for long enough: for the long time if more of it is likely to follow.
     *
     * @return how long it must still be silent; zero if there is nothing to wait for
     */
    public long flushAfter(long silenceNanos, long longSilenceNanos) {
        if (!lock.tryLock()) {
            // Another thread is feeding it, so it is not silent.
            return silenceNanos;
        }
        try {
            if (!splitter.hasPartial()) {
                return 0;
            }
            if (busy) {
                return silenceNanos;
            }
            long needed = splitter.isRewritten() || fedBlocks ? longSilenceNanos : silenceNanos;
            long left = needed - (System.nanoTime() - fedNanos);
            if (left > 0) {
                return left;
            }
            byte[] unfinished = splitter.partial();
            boolean rewritten = splitter.isRewritten();
            target.batch(true, splitter::flush);
            if (!rewritten) {
                target.unfinished(unfinished);
            }
        } finally {
            lock.unlock();
        }
        // This is the timer thread of all processes, which must not wait for a file.
        passOn(false);
        return 0;
    }

    /** No more bytes follow. */
    public void end(boolean mayWait) {
        lock.lock();
        try {
            busy = true;
            target.batch(true, splitter::end);
        } finally {
            lock.unlock();
        }
        try {
            passOn(mayWait);
        } finally {
            idle();
        }
    }
}
