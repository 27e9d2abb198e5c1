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

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineCursor;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Delivers the lines of all processes to the log, on a dedicated thread, which starts with the first line. The buffers of the
 * processes serve as the queue: lines that the log does not take in time, or that exceed its rate, do not become text, and the
 * log receives their number instead.
 */
final class OutputDispatcher {

    private static final Logger LOG = Logger.getLogger(OutputDispatcher.class);
    private static final int BATCH = 200;
    /** How long a process must be silent after a flood, until the end of the flood is logged. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
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
    private volatile boolean closed;
    private boolean finishing;
    private boolean failureReported;

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
        } catch (RuntimeException | LinkageError e) {
            // This is a thread that reads output, which must continue.
            LOG.debugf(e, "cannot find out whether the output of process '%s' is logged", processId);
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
            changedBuffers.add(buffer);
            if (!started.get() && started.compareAndSet(false, true)) {
                thread.start();
            }
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
        while (!closed) {
            try {
                Held longest = held.peek();
                long wait = longest == null ? Long.MAX_VALUE : finishing ? 0 : longest.dueNanos() - System.nanoTime();
                LogBuffer buffer = wait <= 0 ? null : changedBuffers.poll(wait, TimeUnit.NANOSECONDS);
                if (buffer == null) {
                    Held due = held.remove();
                    deliver(due.buffer(), finishing || due.lastSequence() == due.buffer().end().sequence());
                } else if (buffer != END) {
                    deliver(buffer, finishing);
                } else if (changedBuffers.isEmpty() && held.isEmpty()) {
                    return;
                } else {
                    finishing = true;
                    changedBuffers.add(END);
                }
            } catch (InterruptedException e) {
                // The log, or a thread that it started, may have interrupted this thread; only close() ends it.
            }
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
        track.admitted = track.rate.admit(waiting, quiet, log.rateLimit(buffer.processId()), System.nanoTime());
        if (track.admitted == 0 && !finishing) {
            held.add(new Held(buffer, System.nanoTime() + QUIET_NANOS, buffer.end().sequence()));
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
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (!failureReported) {
                failureReported = true;
                LOG.errorf(e, "cannot log the output of process '%s'; further failures of this kind are not reported",
                        processId);
            }
        }
    }
}
