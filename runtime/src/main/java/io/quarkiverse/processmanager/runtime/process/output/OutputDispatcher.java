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
 * Hands the lines of all processes to one consumer, on a thread of its own. The buffers of the processes are its queue: a
 * consumer that cannot keep up finds the oldest lines gone and is told how many there were.
 */
final class OutputDispatcher {

    private static final Logger LOG = Logger.getLogger(OutputDispatcher.class);
    private static final int BATCH = 200;
    private static final LogBuffer END = new LogBuffer("", 0, 1);

    private final Consumer<LogLine> consumer;
    /** Buffers with news, each at most once. */
    private final LinkedBlockingQueue<LogBuffer> news = new LinkedBlockingQueue<>();
    private final Set<LogBuffer> queued = ConcurrentHashMap.newKeySet();
    /** How far each has been read; for the dispatcher's own thread. A buffer that nobody else knows is forgotten. */
    private final Map<LogBuffer, LogBuffer.Cursor> cursors = new WeakHashMap<>();
    private final Thread thread = EngineThreads.create("output", this::run);
    private volatile boolean closed;
    private boolean failureTold;

    OutputDispatcher(Consumer<LogLine> consumer) {
        this.consumer = consumer;
    }

    /** From now on; {@code buffers} have lines already that are not for this consumer. */
    void start(Iterable<LogBuffer> buffers) {
        for (LogBuffer buffer : buffers) {
            cursors.put(buffer, buffer.end());
        }
        thread.start();
    }

    /** There are new lines in that buffer. */
    void changed(LogBuffer buffer) {
        if (queued.add(buffer)) {
            news.add(buffer);
        }
    }

    /** Gives the consumer some time to take what is there. */
    void finish(long millis) throws InterruptedException {
        news.add(END);
        thread.join(millis);
        close();
    }

    /** No more lines are handed out, except one that the consumer may just be busy with. */
    void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                LogBuffer buffer = news.take();
                if (buffer != END) {
                    queued.remove(buffer);
                    deliver(buffer);
                } else if (news.isEmpty()) {
                    return;
                } else {
                    news.add(END);
                }
            } catch (InterruptedException e) {
                // The consumer may have been interrupted by somebody else; only close() ends this thread.
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
            hand(notice(lines.get(0), dropped));
        }
        for (LogLine line : lines) {
            if (closed) {
                return;
            }
            hand(line);
        }
        // The others come in between.
        changed(buffer);
    }

    private static LogLine notice(LogLine next, long dropped) {
        return new LogLine(next.processId(), next.incarnation(), next.sequence() - 1, Instant.now(), LogLine.Stream.STDERR,
                "... " + dropped + (dropped == 1 ? " line was" : " lines were")
                        + " dropped here, because they came faster than they were taken ...");
    }

    private void hand(LogLine line) {
        try {
            consumer.accept(line);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (!failureTold) {
                failureTold = true;
                LOG.errorf(e, "cannot log the output of process '%s'; further failures of this kind are not reported",
                        line.processId());
            }
        }
    }
}
