package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineCursor;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Delivers the lines of all processes to the log, on a dedicated thread, which starts with the first line. The buffers of the
 * processes serve as the queue: lines that the log does not take in time, or that exceed its rate, do not become text, and the
 * log receives their number instead.
 */
final class OutputDispatcher {

    private static final int BATCH = 200;
    /** How long a process must be silent after a flood, until the end of the flood is logged. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final LogBuffer END = new LogBuffer("", 0, 1, new Backlog(0));

    private final LineLog log;
    /** Buffers with new lines. */
    private final LinkedBlockingQueue<LogBuffer> changedBuffers = new LinkedBlockingQueue<>();
    /** The buffers that the dispatcher will read again: those in the queue, and those that are held. */
    private final Set<LogBuffer> queued = ConcurrentHashMap.newKeySet();
    /** The buffers that are over the rate, the longest held first. For the dispatcher's thread only. */
    private final Deque<Held> held = new ArrayDeque<>();
    /** For the dispatcher's thread only. A buffer without other references is garbage collected. */
    private final Map<LogBuffer, Track> tracks = new WeakHashMap<>();
    private final Thread thread = EngineThreads.create("output", this::run);
    private final AtomicBoolean started = new AtomicBoolean();
    private final FailureReport failures = new FailureReport("cannot log the output of the processes");
    private volatile boolean closed;
    private boolean finishing;
    /** What is being delivered, or null. It stays after a failure, and needs no memory. For the dispatcher's thread only. */
    private LogBuffer due;
    private boolean quiet;

    private record Held(LogBuffer buffer, long dueNanos, long lastSequence) {
    }

    /** The progress in one buffer. */
    private static final class Track {

        private final LineCursor cursor;
        private final LineRate rate = new LineRate();
        /** How many lines may be delivered before the rate is checked again. */
        private long admitted;
        private LineLog.Cause loss = LineLog.Cause.SLOW_LOG;

        private Track(LineCursor cursor) {
            this.cursor = cursor;
        }
    }

    /** Lines that are already in {@code buffers} are skipped. */
    OutputDispatcher(LineLog log, Iterable<LogBuffer> buffers) {
        this.log = log;
        for (LogBuffer buffer : buffers) {
            tracks.put(buffer, new Track(buffer.end()));
        }
    }

    /** Whether lines of this stream are logged at the moment. */
    boolean wants(String processId, LogLine.Stream stream) {
        try {
            return log.wants(processId, stream);
        } catch (RuntimeException | Error e) {
            // This is a thread that reads output, which must continue.
            failures.failed(e);
            return true;
        }
    }

    /** The buffer has new lines of this stream. */
    void changed(LogBuffer buffer, LogLine.Stream stream) {
        if (wants(buffer.processId(), stream)) {
            changed(buffer);
        }
    }

    private void changed(LogBuffer buffer) {
        if (queued.add(buffer)) {
            try {
                changedBuffers.add(buffer);
            } catch (OutOfMemoryError e) {
                queued.remove(buffer);
                throw e;
            }
        }
        if (!started.get() && started.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system refuses a thread. The next line tries it again.
            started.set(false);
            throw e;
        }
    }

    /** Waits up to the given time while the log takes the remaining lines, then closes. */
    void finish(long millis) throws InterruptedException {
        if (started.get()) {
            changedBuffers.add(END);
            thread.join(millis);
        }
        close();
    }

    /** Stops the delivery; the log may still be processing one line. */
    void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        boolean more = true;
        while (more && !closed) {
            try {
                more = due != null || next();
                if (due != null) {
                    deliver(due, quiet);
                    due = null;
                }
            } catch (InterruptedException e) {
                // The log, or a thread that it started, may have interrupted this thread; only close() ends it.
            } catch (RuntimeException | Error e) {
                // Such as no memory for the text of the lines. They are delivered later.
                failures.failed(e);
                deliverLater();
            }
        }
    }

    /** Waits for the next delivery. Returns false at the end. */
    private boolean next() throws InterruptedException {
        Held longest = held.peek();
        long wait = longest == null ? Long.MAX_VALUE : finishing ? 0 : longest.dueNanos() - SystemClock.nanos();
        LogBuffer buffer = wait <= 0 ? null : changedBuffers.poll(wait, TimeUnit.NANOSECONDS);
        if (buffer == null) {
            // In this order: a buffer that is neither held nor due, but in the set, would never be read again.
            Held oldest = held.element();
            due = oldest.buffer();
            held.remove();
            quiet = finishing || oldest.lastSequence() == oldest.buffer().end().sequence();
        } else if (buffer != END) {
            quiet = finishing;
            due = buffer;
        } else if (changedBuffers.isEmpty() && held.isEmpty()) {
            return false;
        } else {
            finishing = true;
            changedBuffers.add(END);
        }
        return true;
    }

    /** Other buffers have their turn first. */
    private void deliverLater() {
        LockSupport.parkNanos(RETRY_NANOS);
        try {
            if (due != null) {
                changedBuffers.add(due);
                due = null;
            }
        } catch (OutOfMemoryError e) {
            // It is delivered next.
        }
    }

    private void deliver(LogBuffer buffer, boolean quiet) {
        Track track = tracks.computeIfAbsent(buffer, some -> new Track(some.start()));
        if (track.admitted == 0 && !admit(buffer, track, quiet)) {
            return;
        }
        List<LogLine> lines = buffer.readForLog(track.cursor, Math.min(BATCH, track.admitted));
        track.admitted = lines.isEmpty() ? 0 : track.admitted - lines.size();
        long lost = track.cursor.takeLost();
        if (lost > 0) {
            LineLog.Cause cause = track.loss;
            contain(buffer.processId(), () -> log.leftOut(buffer.processId(), lost, cause));
        }
        track.loss = LineLog.Cause.SLOW_LOG;
        for (LogLine line : lines) {
            if (closed) {
                return;
            }
            contain(buffer.processId(), () -> log.line(line));
        }
        // Enqueued last, so that other buffers have their turn first.
        changedBuffers.add(buffer);
    }

    /** Decides how many lines are delivered next. If there are none, the buffer is held or leaves the queue. */
    private boolean admit(LogBuffer buffer, Track track, boolean quiet) {
        long waiting = buffer.waitingForLog(track.cursor);
        if (waiting == 0) {
            queued.remove(buffer);
            if (buffer.waitingForLog(track.cursor) > 0) {
                changed(buffer);
            }
            return false;
        }
        track.admitted = track.rate.admit(waiting, quiet, log.rateLimit(buffer.processId()), SystemClock.nanos());
        if (track.admitted == 0 && !finishing) {
            held.add(new Held(buffer, SystemClock.nanos() + QUIET_NANOS, buffer.end().sequence()));
            return false;
        }
        if (track.admitted < waiting) {
            buffer.skipForLog(track.cursor, track.admitted);
            track.loss = LineLog.Cause.RATE_LIMIT;
        }
        return true;
    }

    private void contain(String processId, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            failures.failed(" (process '" + processId + "')", e);
        }
    }
}
