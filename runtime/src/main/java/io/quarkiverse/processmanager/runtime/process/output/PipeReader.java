package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Reads one stream of one process until its end, on a dedicated thread: Java cannot wait for a pipe in any other way, and a
 * virtual thread would hold a carrier thread.
 */
final class PipeReader {

    private static final int SMALL = 4 * 1024;
    private static final int LARGE = 64 * 1024;
    private static final int MOST_ROUNDS = 4;
    /** For how many rounds a slow log file may hold up the reader. */
    private static final int MOST_BUSY_ROUNDS = 20;
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONG_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChildPipe pipe;
    private final StreamLines output;
    private final EngineExecutors executors;
    private final String name;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean flushDue;
    /** Written by the reader thread only. */
    private volatile long reads;

    PipeReader(String name, ChildPipe pipe, StreamLines output, EngineExecutors executors) {
        this.pipe = pipe;
        this.output = output;
        this.executors = executors;
        this.name = name;
    }

    void start() {
        executors.readers().execute(() -> EngineThreads.named(name, this::run));
    }

    private void run() {
        try {
            readAll();
        } finally {
            ended.countDown();
        }
    }

    private void readAll() {
        byte[] buffer = new byte[Math.max(SMALL, pipe.firstSize())];
        int size = pipe.read(buffer);
        while (size >= 0) {
            if (output.feed(buffer, size) && !flushDue) {
                flushDue = true;
                flushAfter(SILENCE_NANOS);
            }
            if (size == buffer.length && size < LARGE) {
                buffer = new byte[LARGE];
            }
            size = pipe.read(buffer);
            reads++;
        }
        output.end();
        close();
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
     * Waits for the remaining output, and closes the pipe when the stream does not end in time. On a busy machine, or with a
     * slow log file, a reader may need several rounds for what is already in the pipe.
     */
    void finish(long millis) throws InterruptedException {
        long before;
        int rounds = 0;
        int busyRounds = 0;
        boolean busy;
        do {
            before = reads;
            busy = output.isBusy();
        } while (!awaitEnd(millis) && (busy && reads == before ? ++busyRounds < MOST_BUSY_ROUNDS
                : reads != before && ++rounds < MOST_ROUNDS));
        if (ended.getCount() > 0) {
            close();
            awaitEnd(millis);
        }
    }

    /** Whether the stream ends within the given time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // Nothing was left to read.
        }
    }
}
