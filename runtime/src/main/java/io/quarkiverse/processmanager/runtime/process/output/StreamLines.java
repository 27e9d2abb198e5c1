package io.quarkiverse.processmanager.runtime.process.output;

import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;

/**
 * Splits one stream of one incarnation into lines. The thread that reads the stream feeds it; a timer thread flushes a line
 * without an end after a silence.
 */
final class StreamLines {

    /** Receives a line, as bytes that are valid during the call, with the time at which it was read. */
    @FunctionalInterface
    interface Target {
        void line(long timeMillis, byte[] source, int offset, int length);
    }

    /** A program that writes whole blocks has a buffer, and stops in the middle of a line because the buffer is full. */
    private static final int BLOCK = 4096;

    private final LineSplitter splitter;
    private final Target target;
    private final LineSearches searches;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean strip;
    private long fedNanos;
    private long fedMillis = System.currentTimeMillis();
    private boolean fedBlocks;

    StreamLines(LogPolicy policy, Target target, LineSearches searches, Runnable changed) {
        this.splitter = new LineSplitter(policy.maxLineBytes(), this::line);
        this.strip = policy.ansi() == Ansi.STRIP;
        this.target = target;
        this.searches = searches;
        this.changed = changed;
    }

    void policy(LogPolicy policy) {
        lock.lock();
        try {
            splitter.longest(policy.maxLineBytes());
            strip = policy.ansi() == Ansi.STRIP;
        } finally {
            lock.unlock();
        }
    }

    private void line(byte[] source, int offset, int length) {
        target.line(fedMillis, source, offset, strip ? AnsiEscapes.strip(source, offset, length) : length);
    }

    /**
     * Takes bytes that were read, and may modify the array.
     *
     * @return whether a line without an end is left
     */
    boolean feed(byte[] chunk, int size) {
        lock.lock();
        try {
            fedNanos = System.nanoTime();
            fedMillis = System.currentTimeMillis();
            fedBlocks = size % BLOCK == 0;
            splitter.feed(chunk, size);
            if (!splitter.hasPartial()) {
                return false;
            }
            if (!searches.active().isEmpty()) {
                byte[] partial = splitter.partial();
                searches.offer(searches.active(), partial, 0, partial.length);
            }
            return true;
        } finally {
            lock.unlock();
            changed.run();
        }
    }

    void offerPartial(LineSearch search) {
        lock.lock();
        try {
            if (splitter.hasPartial()) {
                byte[] partial = splitter.partial();
                search.offer(LineSearches.text(partial, 0, partial.length));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Flushes a line without an end if it was silent for long enough: for the long time if more of it is likely to follow.
     *
     * @return how long it must still be silent; zero if there is nothing to wait for
     */
    long flushAfter(long silenceNanos, long longSilenceNanos) {
        if (!lock.tryLock()) {
            // Another thread is feeding it, so it is not silent.
            return silenceNanos;
        }
        try {
            if (!splitter.hasPartial()) {
                return 0;
            }
            long needed = splitter.isRewritten() || fedBlocks ? longSilenceNanos : silenceNanos;
            long left = needed - (System.nanoTime() - fedNanos);
            if (left > 0) {
                return left;
            }
            splitter.flush();
        } finally {
            lock.unlock();
        }
        changed.run();
        return 0;
    }

    /** No more bytes follow. */
    void end() {
        lock.lock();
        try {
            splitter.end();
        } finally {
            lock.unlock();
        }
        changed.run();
    }
}
