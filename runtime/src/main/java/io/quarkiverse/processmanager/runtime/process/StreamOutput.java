package io.quarkiverse.processmanager.runtime.process;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One of the streams of one incarnation. The thread that reads it feeds it; a line that stays without an end is handed out by
 * whoever notices the silence.
 */
final class StreamOutput {

    private final LineSplitter splitter;
    private final LineSearches searches;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private long lastFedNanos;

    StreamOutput(int longestLine, LineSplitter.Sink sink, LineSearches searches, Runnable changed) {
        this.splitter = new LineSplitter(longestLine, sink);
        this.searches = searches;
        this.changed = changed;
    }

    /** Takes what was read; says whether a line without an end is left. */
    boolean feed(byte[] chunk, int size) {
        lock.lock();
        try {
            splitter.feed(chunk, size);
            lastFedNanos = System.nanoTime();
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
                search.offer(new String(splitter.partial(), StandardCharsets.UTF_8));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands out a line without an end if it was silent for long enough.
     *
     * @return how long it has to be silent still; zero if there is nothing to wait for
     */
    long flushAfter(long silenceNanos, long rewrittenSilenceNanos) {
        if (!lock.tryLock()) {
            // It is being fed, so it is not silent.
            return silenceNanos;
        }
        try {
            if (!splitter.hasPartial()) {
                return 0;
            }
            long needed = splitter.isRewritten() ? rewrittenSilenceNanos : silenceNanos;
            long left = needed - (System.nanoTime() - lastFedNanos);
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

    /** Nothing follows. */
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
