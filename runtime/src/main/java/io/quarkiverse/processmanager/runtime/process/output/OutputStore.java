package io.quarkiverse.processmanager.runtime.process.output;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/** The output of all processes, and the one consumer of their lines. Safe for use by several threads. */
public final class OutputStore {

    private static final Logger LOG = Logger.getLogger(OutputStore.class);

    private static final long LAST_LINES_SECONDS = 5;
    private static final long THREAD_MILLIS = 500;
    /** How often a file that a process writes by itself is looked at while somebody follows it. */
    private static final long LOOK_MILLIS = 100;

    private final EngineExecutors executors;
    private final PipeOpener pipes;
    private final OutputFiles files;
    /** A file may be on a disk that hangs; it must not hold up another one. */
    private final ExecutorService writers = EngineThreads.unboundedPool("file");
    private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();
    private final Map<String, ProcessOutput> histories = new HashMap<>();
    private final Set<OutputFollower> followers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile OutputDispatcher dispatcher;
    private boolean closed;

    public OutputStore(EngineExecutors executors, PipeOpener pipes, OutputFiles files) {
        this.executors = executors;
        this.pipes = pipes;
        this.files = files;
    }

    EngineExecutors executors() {
        return executors;
    }

    PipeOpener pipes() {
        return pipes;
    }

    OutputFiles files() {
        return files;
    }

    ExecutorService writers() {
        return writers;
    }

    /** The output of an incarnation that is about to be started. */
    public synchronized OutputCapture next(ProcessRunner.Launch launch) {
        OutputCapture next = histories.computeIfAbsent(launch.processId(), id -> new ProcessOutput(id, launch.log(), this))
                .next(launch);
        look();
        return next;
    }

    public synchronized void policy(String processId, LogPolicy policy) {
        ProcessOutput history = histories.get(processId);
        if (history != null) {
            history.policy(policy);
        }
    }

    public List<LogLine> last(String processId, int count) {
        ProcessOutput history;
        synchronized (this) {
            history = histories.get(processId);
        }
        return history == null ? List.of() : history.last(count);
    }

    public synchronized void forget(String processId) {
        ProcessOutput history = histories.remove(processId);
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
        read(buffer);
    }

    /** Lines have come into the buffer because somebody wanted to see them; the consumer does not get those. */
    void read(LogBuffer buffer) {
        for (OutputFollower follower : followers) {
            follower.changed(buffer);
        }
    }

    /** The lines of those processes from now on, or from the oldest on that are kept. */
    public OutputFollower follow(Predicate<String> processes, boolean history, Runnable news) {
        List<ProcessOutput> known = histories();
        known.stream().filter(one -> processes.test(one.processId())).forEach(ProcessOutput::catchUp);
        OutputFollower follower = new OutputFollower(processes, news, this);
        synchronized (this) {
            // What begins from here on is heard of by the follower itself.
            histories.values().stream().filter(one -> follower.follows(one.processId()))
                    .forEach(one -> one.join(follower, history));
            followers.add(follower);
        }
        look();
        return follower;
    }

    void leave(OutputFollower follower) {
        histories().stream().filter(one -> follower.follows(one.processId())).forEach(ProcessOutput::catchUp);
        followers.remove(follower);
    }

    /** Whether more can come into the buffer. */
    boolean isCurrent(LogBuffer buffer) {
        ProcessOutput history;
        synchronized (this) {
            history = histories.get(buffer.processId());
        }
        return history != null && history.buffer() == buffer;
    }

    private synchronized List<ProcessOutput> histories() {
        return List.copyOf(histories.values());
    }

    /** Looks at what is written into files, again and again while somebody follows it. */
    private void look() {
        if (isLookNeeded() && looking.compareAndSet(false, true)) {
            executors.pool().execute(this::lookAround);
        }
    }

    private boolean isLookNeeded() {
        return !followers.isEmpty() && histories().stream().anyMatch(this::isFollowedFile);
    }

    private boolean isFollowedFile(ProcessOutput history) {
        return history.isDirect() && followers.stream().anyMatch(follower -> follower.follows(history.processId()));
    }

    private void lookAround() {
        histories().stream().filter(this::isFollowedFile).forEach(ProcessOutput::catchUp);
        looking.set(false);
        if (isLookNeeded()) {
            executors.timer().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Replaces the consumer; null for nobody. */
    public synchronized void consumer(Consumer<LogLine> consumer) {
        stop();
        if (!closed && consumer != null) {
            OutputDispatcher next = new OutputDispatcher(consumer);
            next.start(histories.values().stream().map(ProcessOutput::buffer).toList());
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
    public void close(long millis) throws InterruptedException {
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
