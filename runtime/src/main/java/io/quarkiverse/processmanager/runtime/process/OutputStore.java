package io.quarkiverse.processmanager.runtime.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;

/** The output of all processes, and the one consumer of their lines. Safe for use by several threads. */
final class OutputStore {

    private static final Logger LOG = Logger.getLogger(OutputStore.class);

    private static final long LAST_LINES_SECONDS = 5;
    private static final long THREAD_MILLIS = 500;

    private final Machine machine;
    private final OutputFiles files;
    /** A file may be on a disk that hangs; it must not hold up another one. */
    private final ExecutorService writers = EngineThreads.unboundedPool("file");
    private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();
    private final Map<String, OutputHistory> histories = new HashMap<>();
    private volatile OutputDispatcher dispatcher;
    private boolean closed;

    OutputStore(Machine machine, OutputFiles files) {
        this.machine = machine;
        this.files = files;
    }

    Machine machine() {
        return machine;
    }

    OutputFiles files() {
        return files;
    }

    ExecutorService writers() {
        return writers;
    }

    /** The output of an incarnation that is about to be started. */
    synchronized RunOutput next(ProcessRunner.Launch launch) {
        return histories.computeIfAbsent(launch.processId(), id -> new OutputHistory(id, launch.log(), this)).next(launch);
    }

    synchronized void policy(String processId, LogPolicy policy) {
        OutputHistory history = histories.get(processId);
        if (history != null) {
            history.policy(policy);
        }
    }

    List<LogLine> last(String processId, int count) {
        OutputHistory history;
        synchronized (this) {
            history = histories.get(processId);
        }
        return history == null ? List.of() : history.last(count);
    }

    synchronized void forget(String processId) {
        OutputHistory history = histories.remove(processId);
        if (history != null) {
            closing(history.close());
            files.forget(processId);
        }
    }

    /** A file is being closed; the store is closed after it. */
    void closing(CompletableFuture<Void> file) {
        closing.add(file);
        file.whenComplete((nothing, error) -> closing.remove(file));
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
            next.start(histories.values().stream().map(OutputHistory::buffer).toList());
            dispatcher = next;
        }
    }

    private void stop() {
        if (dispatcher != null) {
            dispatcher.close();
            dispatcher = null;
        }
    }

    /** Gives the consumer that time and the files some more to take what is there, then lets go of them. */
    void close(long millis) throws InterruptedException {
        OutputDispatcher last;
        synchronized (this) {
            closed = true;
            last = dispatcher;
            dispatcher = null;
            histories.values().forEach(history -> closing(history.close()));
        }
        if (last != null) {
            last.finish(millis);
        }
        closeFiles();
        files.close();
    }

    /** A buffer full for each is all that can be left to write, so this only takes long on a disk that hangs. */
    private void closeFiles() throws InterruptedException {
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).get(LAST_LINES_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("cannot write the end of the log files of %d processes: it takes longer than %d s", closing.size(),
                    LAST_LINES_SECONDS);
        } catch (ExecutionException e) {
            LOG.debug("cannot close the log file of a process", e.getCause());
        }
        writers.shutdown();
        writers.awaitTermination(THREAD_MILLIS, TimeUnit.MILLISECONDS);
    }
}
