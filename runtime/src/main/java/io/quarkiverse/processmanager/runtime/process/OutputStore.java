package io.quarkiverse.processmanager.runtime.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.LogLine;

/** The buffers of all processes, and the one consumer of their lines. Safe for use by several threads. */
final class OutputStore {

    private final Map<String, LogBuffer> buffers = new HashMap<>();
    private volatile OutputDispatcher dispatcher;
    private boolean closed;

    /** The buffer of a process, with room for that many bytes from now on. */
    synchronized LogBuffer buffer(String processId, int bytes) {
        LogBuffer buffer = buffers.computeIfAbsent(processId, id -> new LogBuffer(id, bytes));
        buffer.limit(bytes);
        return buffer;
    }

    List<LogLine> last(String processId, int count) {
        LogBuffer buffer;
        synchronized (this) {
            buffer = buffers.get(processId);
        }
        return buffer == null ? List.of() : buffer.last(count);
    }

    synchronized void forget(String processId) {
        buffers.remove(processId);
    }

    void changed(LogBuffer buffer) {
        OutputDispatcher current = dispatcher;
        if (current != null) {
            current.changed(buffer);
        }
    }

    /** Replaces the consumer; null for nobody. */
    synchronized void consumer(Consumer<LogLine> consumer) {
        stop();
        if (!closed && consumer != null) {
            OutputDispatcher next = new OutputDispatcher(consumer);
            next.start(buffers.values());
            dispatcher = next;
        }
    }

    private void stop() {
        if (dispatcher != null) {
            dispatcher.close();
            dispatcher = null;
        }
    }

    /** Gives the consumer some time to take what is there, then lets go of it. */
    void close(long millis) throws InterruptedException {
        OutputDispatcher last;
        synchronized (this) {
            closed = true;
            last = dispatcher;
            dispatcher = null;
        }
        if (last != null) {
            last.finish(millis);
        }
    }
}
