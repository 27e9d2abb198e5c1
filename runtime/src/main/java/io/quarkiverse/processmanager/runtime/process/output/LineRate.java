package io.quarkiverse.processmanager.runtime.process.output;

import java.util.concurrent.TimeUnit;

/**
 * Limits how many lines of one process go to the log: a token bucket that holds the lines of ten seconds. Time is an argument.
 * Not safe for use by several threads.
 */
final class LineRate {

    private static final int BURST_SECONDS = 10;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private int perSecond = -1;
    private double tokens;
    private long filledNanos;

    /**
     * How many of the waiting lines go to the log now. While there are fewer than {@code waiting} tokens, the answer is 0 until
     * the lines of a whole second fit, so that a flood shows in coherent pieces, or until the process is quiet.
     *
     * @param quiet whether no line has come for a moment
     * @param limit lines per second; 0 for no limit
     * @return all lines, only so many of the newest, or 0 for none yet
     */
    long admit(long waiting, boolean quiet, int limit, long nowNanos) {
        if (limit <= 0) {
            return waiting;
        }
        fill(limit, nowNanos);
        if (waiting <= tokens || tokens >= limit || quiet) {
            long admitted = Math.min(waiting, (long) tokens);
            tokens -= admitted;
            return admitted;
        }
        return 0;
    }

    private void fill(int limit, long nowNanos) {
        double full = (double) limit * BURST_SECONDS;
        if (perSecond < 0) {
            tokens = full;
        } else {
            tokens = Math.min(full, tokens + limit * ((nowNanos - filledNanos) / SECOND));
        }
        perSecond = limit;
        filledNanos = nowNanos;
    }
}
