package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;

/**
 * Follows one stream of one process to its end: the lines, the beginning of a line without an end, and an end that does not come
 * because another process holds the pipe. A {@link PipeSource} brings the bytes.
 */
public final class PipeReader {

    private static final long ROUND_MILLIS = 500;
    /** All rounds together are far shorter than the time after which a process counts as not killed. */
    private static final int MOST_ROUNDS = 4;
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONG_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PipeSource source;
    private final StreamLines output;
    private final EngineExecutors executors;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean flushDue;
    /** Whether nothing waits for the end of the stream any longer. */
    private volatile boolean givenUp;
    /** Written by the thread that reads. */
    private volatile long reads;

    public PipeReader(PipeSource source, StreamLines output, EngineExecutors executors) {
        this.source = source;
        this.output = output;
        this.executors = executors;
    }

    public void start() {
        source.start(this);
    }

    /** Whether the thread that passes bytes has to wait: for the log file to take the lines before, or for a search. */
    boolean canBlock() {
        return output.canBlock();
    }

    /** Whether the end of the stream has to wait for the log file. */
    boolean hasFile() {
        return output.hasFile();
    }

    /** Waits until the log file has the lines so far. */
    void settle() {
        output.settle();
    }

    /**
     * Takes bytes of the stream, and may modify the array.
     *
     * @param mayWait whether the caller can wait for the log file and for a search
     * @return whether the bytes were taken; not if a search has begun and the caller cannot wait
     */
    boolean pass(byte[] bytes, int size, boolean mayWait) {
        if (!output.feed(bytes, size, mayWait)) {
            return false;
        }
        if (!flushDue && output.hasPartial()) {
            flushDue = true;
            flushAfter(SILENCE_NANOS);
        }
        if (givenUp) {
            closeSoon();
        }
        reads++;
        return true;
    }

    /** The stream has ended. */
    void ended(boolean mayWait) {
        try {
            output.end(mayWait);
        } finally {
            ended.complete(null);
        }
    }

    private void flushAfter(long nanos) {
        executors.timer().schedule(this::flush, nanos, TimeUnit.NANOSECONDS);
    }

    private void flush() {
        flushDue = false;
        long left = output.flushAfter(SILENCE_NANOS, LONG_SILENCE_NANOS);
        if (left > 0) {
            flushDue = true;
            flushAfter(left);
        }
    }

    /**
     * Completes when the remaining output has been read, or when it does not end in time: another process holds the pipe, or
     * the log file is on a disk that hangs. On a busy machine, or with a slow log file, a reader may need several rounds for
     * what is already in the pipe. Returns at once.
     */
    public CompletionStage<Void> finish() {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        ended.thenRun(() -> finished.complete(null));
        awaitEnd(finished, 1);
        return finished;
    }

    private void awaitEnd(CompletableFuture<Void> finished, int round) {
        long before = reads;
        afterRound(() -> {
            if (finished.isDone()) {
                return;
            }
            if (round < MOST_ROUNDS && (reads != before || output.isBusy() || output.isUnwritten())) {
                awaitEnd(finished, round + 1);
            } else if (giveUp()) {
                finished.complete(null);
            } else {
                // The reader passes on its last line.
                afterRound(() -> finished.complete(null));
            }
        });
    }

    /** Runs a step after a while, unless the stream ends before. */
    private void afterRound(Runnable step) {
        if (ended.isDone()) {
            return;
        }
        try {
            ScheduledFuture<?> later = executors.timer().schedule(step, ROUND_MILLIS, TimeUnit.MILLISECONDS);
            ended.thenRun(() -> later.cancel(false));
        } catch (OutOfMemoryError e) {
            // The system refuses a thread for the timer.
            awaitEnd(ROUND_MILLIS);
            step.run();
        }
    }

    /** Closes the pipe, unless the reader is in the file. Then it reads the rest of the pipe later, if it ever can. */
    private boolean giveUp() {
        givenUp = true;
        // In this order: a reader that continues after this check sees the flag.
        boolean busy = output.isBusy();
        boolean unwritten = busy || output.isUnwritten();
        if (unwritten) {
            output.giveUp();
        }
        if (!busy) {
            close();
        }
        return unwritten;
    }

    /** Leaves the reader a moment for the rest of the pipe, which another process may hold open. */
    private void closeSoon() {
        try {
            executors.timer().schedule(this::close, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (OutOfMemoryError e) {
            // The system refuses a thread for the timer.
            close();
        }
    }

    /** Waits until the stream ends, at most for the given time. */
    public void awaitEnd(long millis) {
        try {
            ended.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The caller continues with what has been read.
        }
    }

    private void close() {
        source.close(this);
    }
}
