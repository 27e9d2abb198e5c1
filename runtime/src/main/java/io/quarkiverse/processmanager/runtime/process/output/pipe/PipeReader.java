package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;

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
    private final FailureReport failures;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean flushDue;
    /** Whether nothing waits for the end of the stream any longer. */
    private volatile boolean givenUp;
    private volatile boolean closeDue;
    /** Written by the thread that reads. */
    private volatile long reads;

    /** @param failures receives what goes wrong, such as an {@link OutOfMemoryError}; the stream goes on */
    public PipeReader(PipeSource source, StreamLines output, EngineExecutors executors, FailureReport failures) {
        this.source = source;
        this.output = output;
        this.executors = executors;
        this.failures = failures;
    }

    public void start() {
        source.start(this);
    }

    /** Whether the thread that passes bytes has to wait: for the log file to take the lines before, or for a search. */
    boolean canBlock() {
        return output.canBlock();
    }

    /** Reports that the source could not read. It reads the same bytes later. */
    void failed(Throwable error) {
        failures.failed(error);
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
        try {
            if (!output.feed(bytes, size, mayWait)) {
                return false;
            }
        } catch (RuntimeException | Error e) {
            lost("; up to " + size + " bytes are missing", e);
        }
        if (!flushDue && output.hasPartial()) {
            flushAfter(SILENCE_NANOS);
        }
        if (givenUp && !closeDue) {
            closeDue = true;
            closeSoon();
        }
        reads++;
        return true;
    }

    /** The reader must continue: a process whose output is not read stands still when its pipe is full. */
    private void lost(String what, Throwable error) {
        failures.failed(what, error);
        output.skip();
    }

    /**
     * The stream has ended.
     *
     * @param mayWait whether the caller can wait for the log file and for a search
     * @return whether the end was taken; not if the caller would have to wait and cannot
     */
    boolean ended(boolean mayWait) {
        try {
            if (!output.end(mayWait)) {
                return false;
            }
        } catch (RuntimeException | Error e) {
            lost("; the last line can be missing", e);
        }
        ended.complete(null);
        return true;
    }

    private void flushAfter(long nanos) {
        flushDue = true;
        try {
            executors.timer().schedule(() -> flush(false), nanos, TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            // The system refuses a thread for the timer. The next read tries it again.
            flushDue = false;
        }
    }

    /** Runs on the timer thread of all processes, which must not wait. */
    private void flush(boolean mayWait) {
        flushDue = false;
        try {
            long left = output.flushAfter(SILENCE_NANOS, LONG_SILENCE_NANOS, mayWait);
            if (left == StreamLines.CANNOT_WAIT) {
                flushOnThread();
            } else if (left > 0) {
                flushAfter(left);
            }
        } catch (RuntimeException | Error e) {
            lost("; a line without an end is missing", e);
        }
    }

    /** The expression of a search can take long. */
    private void flushOnThread() {
        try {
            executors.readers().execute(() -> flush(true));
        } catch (OutOfMemoryError e) {
            // The system refuses a thread.
            flushAfter(LONG_SILENCE_NANOS);
        }
    }

    /**
     * Completes when the remaining output has been read, or when it does not end in time: another process holds the pipe, or
     * the log file is on a disk that hangs. On a busy machine, or with a slow log file, a reader may need several rounds for
     * what is already in the pipe. Returns at once.
     */
    public CompletionStage<Void> finish() {
        if (ended.isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> finished = new CompletableFuture<>();
        ended.thenRun(() -> finished.complete(null));
        awaitEnd(finished, 1);
        return finished;
    }

    private void awaitEnd(CompletableFuture<Void> finished, int round) {
        long before = reads;
        afterRound(() -> {
            try {
                if (!finished.isDone()) {
                    endRound(finished, round, reads != before);
                }
            } catch (RuntimeException | Error e) {
                // Else the end of the process would wait for ever.
                failures.failed(e);
                finished.complete(null);
            }
        });
    }

    private void endRound(CompletableFuture<Void> finished, int round, boolean hasRead) {
        if (round < MOST_ROUNDS && (hasRead || output.isBusy() || output.isUnwritten())) {
            awaitEnd(finished, round + 1);
        } else if (giveUp()) {
            finished.complete(null);
        } else {
            // The reader passes on its last line.
            afterRound(() -> finished.complete(null));
        }
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
        if (executors.timer().isShutdown()) {
            close();
            return;
        }
        try {
            executors.timer().schedule(this::close, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (OutOfMemoryError e) {
            // The system refuses a thread for the timer.
            close();
        }
    }

    /** Nothing waits for the output any longer: closes the pipe, which a foreign process can hold open for ever. */
    public void release() {
        if (!ended.isDone()) {
            giveUp();
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
