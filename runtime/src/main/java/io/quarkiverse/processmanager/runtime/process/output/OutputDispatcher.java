package io.quarkiverse.processmanager.runtime.process.output;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Delivers the lines of all processes to one consumer, on a dedicated thread. The buffers of the processes serve as the queue:
 * a consumer that is too slow loses the oldest lines and receives a line with their number instead.
 */
final class OutputDispatcher {

    private static final Logger LOG = Logger.getLogger(OutputDispatcher.class);
    private static final int BATCH = 200;
    private static final LogBuffer END = new LogBuffer("", 0, 1);

    private final Consumer<LogLine> consumer;
    /** Buffers with new lines, each at most once. */
    private final LinkedBlockingQueue<LogBuffer> changedBuffers = new LinkedBlockingQueue<>();
    private final Set<LogBuffer> queued = ConcurrentHashMap.newKeySet();
    /**
     * The read position in each buffer, for the dispatcher's thread only. A buffer without other references is garbage
     * collected.
     */
    private final Map<LogBuffer, LogBuffer.Cursor> cursors = new WeakHashMap<>();
    private final Thread thread = EngineThreads.create("output", this::run);
    private volatile boolean closed;
    private boolean failureReported;

    OutputDispatcher(Consumer<LogLine> consumer) {
        this.consumer = consumer;
    }

    /** Starts the delivery. Lines that are already in {@code buffers} are skipped. */
    void start(Iterable<LogBuffer> buffers) {
        for (LogBuffer buffer : buffers) {
            cursors.put(buffer, buffer.end());
        }
        thread.start();
    }

    /** The buffer has new lines. */
    void changed(LogBuffer buffer) {
        if (queued.add(buffer)) {
            changedBuffers.add(buffer);
        }
    }

    /** Waits up to the given time while the consumer takes the remaining lines, then closes. */
    void finish(long millis) throws InterruptedException {
        changedBuffers.add(END);
        thread.join(millis);
        close();
    }

    /** Stops the delivery; the consumer may still be processing one line. */
    void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                LogBuffer buffer = changedBuffers.take();
                if (buffer != END) {
                    queued.remove(buffer);
                    deliver(buffer);
                } else if (changedBuffers.isEmpty()) {
                    return;
                } else {
                    changedBuffers.add(END);
                }
            } catch (InterruptedException e) {
                // The consumer, or a thread that it started, may have interrupted this thread; only close() ends it.
            }
        }
    }

    private void deliver(LogBuffer buffer) {
        LogBuffer.Cursor cursor = cursors.computeIfAbsent(buffer, LogBuffer::start);
        List<LogLine> lines = buffer.read(cursor, BATCH);
        if (lines.isEmpty()) {
            return;
        }
        long dropped = cursor.takeDropped();
        if (dropped > 0) {
            deliver(notice(lines.get(0), dropped));
        }
        for (LogLine line : lines) {
            if (closed) {
                return;
            }
            deliver(line);
        }
        // Enqueued last, so that other buffers have their turn first.
        changed(buffer);
    }

    private static LogLine notice(LogLine next, long dropped) {
        return new LogLine(next.processId(), next.incarnation(), next.sequence() - 1, Instant.now(), LogLine.Stream.STDERR,
                "... " + dropped + (dropped == 1 ? " line was" : " lines were")
                        + " dropped here, because they came faster than they were taken ...");
    }

    private void deliver(LogLine line) {
        try {
            consumer.accept(line);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (!failureReported) {
                failureReported = true;
                LOG.errorf(e, "cannot log the output of process '%s'; further failures of this kind are not reported",
                        line.processId());
            }
        }
    }
}
