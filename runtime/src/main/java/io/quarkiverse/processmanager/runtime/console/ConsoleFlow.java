package io.quarkiverse.processmanager.runtime.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The lines of one process that are to be shown, and the limit of their rate: a token bucket that holds the lines of ten
 * seconds. Of a process that writes more, the newest lines of each second are shown. Time is an argument. Not safe for use by
 * several threads.
 */
final class ConsoleFlow<T> {

    /** How long a process must be silent after a flood, until the end of the flood is shown. */
    static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BURST_SECONDS = 10;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Without a limit the lines still have to fit into the memory while the terminal stands still. */
    private static final int MOST_PENDING = 10_000;

    private final Deque<T> pending = new ArrayDeque<>();
    private long leftOut;
    private int perSecond = -1;
    private double tokens;
    private long filledNanos;
    private long addedNanos;

    /** Lines to show. {@code leftOut} lines were left out before the first of them. */
    record Portion<T>(long leftOut, List<T> lines) {

        boolean isEmpty() {
            return leftOut == 0 && lines.isEmpty();
        }
    }

    /**
     * @param limit lines per second; 0 for no limit
     */
    void add(T line, int limit, long nowNanos) {
        pending.add(line);
        addedNanos = nowNanos;
        leaveOut(pending.size() - (limit <= 0 ? MOST_PENDING : limit * BURST_SECONDS));
    }

    /** Lines were lost before the next line, which follows soon in most cases. */
    void lost(long count, long nowNanos) {
        addedNanos = nowNanos;
        // What is pending was written before the lost lines, and a newer part of the flood follows.
        leftOut += count + pending.size();
        pending.clear();
    }

    private void leaveOut(long count) {
        for (long i = 0; i < count; i++) {
            pending.remove();
            leftOut++;
        }
    }

    boolean isEmpty() {
        return pending.isEmpty() && leftOut == 0;
    }

    /** Drops everything: it is not to be shown any more. */
    void clear() {
        pending.clear();
        leftOut = 0;
    }

    /** The lines to show now; none while the rest of the second is awaited. */
    Portion<T> take(int limit, long nowNanos) {
        if (limit <= 0) {
            return portion(pending.size());
        }
        fill(limit, nowNanos);
        boolean quiet = nowNanos - addedNanos >= QUIET_NANOS;
        if (!quiet && (pending.isEmpty() || pending.size() > tokens && tokens < limit)) {
            return new Portion<>(0, List.of());
        }
        int admitted = (int) Math.min(pending.size(), tokens);
        tokens -= admitted;
        return portion(admitted);
    }

    /** The lines to show now, the newest {@code least} of them whatever the limit is. */
    Portion<T> takeAtLeast(int least, int limit, long nowNanos) {
        if (limit <= 0) {
            return portion(pending.size());
        }
        fill(limit, nowNanos);
        int admitted = Math.min(pending.size(), Math.max(least, (int) tokens));
        tokens = Math.max(0, tokens - admitted);
        return portion(admitted);
    }

    private Portion<T> portion(int newest) {
        leaveOut(pending.size() - newest);
        Portion<T> portion = new Portion<>(leftOut, List.copyOf(pending));
        clear();
        return portion;
    }

    private void fill(int limit, long nowNanos) {
        double full = (double) limit * BURST_SECONDS;
        tokens = perSecond < 0 ? full : Math.min(full, tokens + limit * ((nowNanos - filledNanos) / SECOND));
        perSecond = limit;
        filledNanos = nowNanos;
    }
}
