package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads from the memory of other processes: their environments and command lines. Such a read waits for the lock of that memory, and
 * so for as long as the process does: for ever, if a file system that hangs holds the process. Another thread reads, and the caller
 * waits for a moment only. For one thread, which may not block.
 */
final class TimelyReads {

    /** Enough for a busy machine. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** A file system that hangs holds many processes: the caller waits for the first one, and shorter for the others of a scan. */
    private static final long SHORTER = 10;

    private final Executor readers;
    private final long waitNanos;
    private final Map<Long, Future<?>> hanging = new HashMap<>();
    private boolean hasWaited;

    /** @param readers runs reads that can hang, each on a thread of its own */
    TimelyReads(Executor readers) {
        this(readers, WAIT_NANOS);
    }

    TimelyReads(Executor readers, long waitNanos) {
        this.readers = readers;
        this.waitNanos = waitNanos;
    }

    /** A scan begins. Processes that hung in an earlier one cost it no time, so it waits for another one in full. */
    void begin() {
        hasWaited = false;
    }

    /** How long the next read may take. */
    long patienceNanos() {
        return hasWaited ? waitNanos / SHORTER : waitNanos;
    }

    /**
     * Reads from the memory of a process.
     *
     * @param read reads; runs on another thread, or on the calling one if the system refuses a thread
     * @return what was read; empty if that takes too long, or if a read of this process still hangs
     */
    <T> Optional<T> read(long pid, Callable<T> read) {
        // A read that has ended meanwhile may be about an earlier process with that pid.
        if (hanging.containsKey(pid) && !hanging.get(pid).isDone()) {
            return Optional.empty();
        }
        hanging.values().removeIf(Future::isDone);
        FutureTask<T> task = new FutureTask<>(read);
        try {
            readers.execute(task);
        } catch (OutOfMemoryError e) {
            task.run();
        }
        return await(pid, task);
    }

    private <T> Optional<T> await(long pid, FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(task.get(patienceNanos(), TimeUnit.NANOSECONDS));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            hasWaited = true;
            hanging.put(pid, task);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
