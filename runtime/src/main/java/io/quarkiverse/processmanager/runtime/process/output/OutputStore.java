package io.quarkiverse.processmanager.runtime.process.output;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.output.file.OutputFiles;
import io.quarkiverse.processmanager.runtime.process.output.lines.Backlog;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.PipeOpener;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ReadBlocks;
import io.quarkiverse.processmanager.runtime.process.output.screen.Screen;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;

/** The output of all processes, and the one log of their lines. Safe for use by several threads. */
public final class OutputStore {

    private static final Logger LOG = Logger.getLogger(OutputStore.class);

    private static final long REMAINING_LINES_SECONDS = 5;
    private static final long THREAD_MILLIS = 500;

    private final EngineExecutors executors;
    private final PipeOpener pipes;
    private final OutputFiles files;
    private final FollowedFiles followedFiles;
    private final ReadBlocks blocks;
    /** One thread for each file that is being written: a file on a disk that hangs must not block the others. */
    private final ExecutorService writers = EngineThreads.unboundedPool("file");
    private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();
    private final Map<String, ProcessOutput> outputs = new HashMap<>();
    private final Map<String, Screen> screens = new ConcurrentHashMap<>();
    private final Set<OutputFollower> followers = ConcurrentHashMap.newKeySet();
    private final Backlog backlog = Backlog.ofThisJvm();
    private final FailureReport failures = new FailureReport("cannot pass on new lines of output");
    private volatile OutputDispatcher dispatcher;
    private boolean closed;

    public OutputStore(EngineExecutors executors, PipeOpener pipes, OutputFiles files) {
        this.executors = executors;
        this.pipes = pipes;
        this.files = files;
        this.followedFiles = new FollowedFiles(executors, this::outputs, followers);
        this.blocks = new ReadBlocks(executors.readers());
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

    ReadBlocks blocks() {
        return blocks;
    }

    Backlog backlog() {
        return backlog;
    }

    ExecutorService writers() {
        return writers;
    }

    /** The output of an incarnation that is about to start. */
    public synchronized OutputCapture next(ProcessRunner.Launch launch) {
        OutputCapture next = outputs.computeIfAbsent(launch.processId(), id -> new ProcessOutput(id, launch.log(), this))
                .next(launch);
        followedFiles.poll();
        return next;
    }

    /** More output of the incarnation whose start has begun, with the policy that applies now. */
    public synchronized OutputCapture again(ProcessRunner.Launch launch) {
        ProcessOutput output = outputs.get(launch.processId());
        return output == null ? next(launch) : output.again(launch);
    }

    /** The output of a command that runs beside a process, which may never have been started. */
    public synchronized CommandCapture command(RunningCommand.Order order) {
        return outputs.computeIfAbsent(order.launch().processId(), id -> new ProcessOutput(id, order.launch().log(), this))
                .command(order);
    }

    /** Follows what a process writes to its terminal. */
    public ProcessRunner.Feed<byte[]> followScreen(String processId, Runnable news) {
        return screen(processId).follow(news);
    }

    /** The screen of a process with a terminal, over all its incarnations. */
    Screen screen(String processId) {
        return screens.computeIfAbsent(processId, id -> new Screen());
    }

    public synchronized void policy(String processId, LogPolicy policy) {
        ProcessOutput output = outputs.get(processId);
        if (output != null) {
            output.policy(policy);
        }
    }

    public List<LogLine> last(String processId, int count) {
        ProcessOutput output;
        synchronized (this) {
            output = outputs.get(processId);
        }
        return output == null ? List.of() : output.last(count);
    }

    public synchronized long missingInFile(String processId) {
        ProcessOutput output = outputs.get(processId);
        return output == null ? 0 : output.missingInFile();
    }

    public synchronized Optional<String> fileProblem(String processId) {
        ProcessOutput output = outputs.get(processId);
        return output == null ? Optional.empty() : output.fileProblem();
    }

    /** The number of lines of a process that have become text. */
    public synchronized long decodedLines(String processId) {
        return outputs.get(processId).buffer().decoded();
    }

    public synchronized void remove(String processId) {
        screens.remove(processId);
        ProcessOutput output = outputs.remove(processId);
        if (output != null) {
            closing(output.close());
            files.remove(processId);
        }
    }

    /** Registers a file that is being closed; {@link #close} waits for it. */
    void closing(CompletableFuture<Void> file) {
        closing.add(file);
        file.whenComplete((nothing, error) -> closing.remove(file));
    }

    boolean isLogged(String processId, LogLine.Stream stream) {
        OutputDispatcher current = dispatcher;
        return current == null || current.wants(processId, stream);
    }

    /** New lines in a buffer. Does not throw: the thread that reads the output must read on. */
    void changed(LogBuffer buffer, LogLine.Stream stream) {
        OutputDispatcher current = dispatcher;
        if (current != null) {
            try {
                current.changed(buffer, stream);
            } catch (RuntimeException | Error e) {
                failures.failed(e);
            }
        }
        changedForFollowers(buffer);
    }

    /** New lines in a buffer for the followers. The log does not receive lines that a read on demand has brought in. */
    void changedForFollowers(LogBuffer buffer) {
        for (OutputFollower follower : followers) {
            try {
                follower.changed(buffer);
            } catch (RuntimeException | Error e) {
                failures.failed(e);
            }
        }
    }

    /** Follows the lines of the selected processes, from the oldest kept line or from the next line on. */
    public OutputFollower follow(Predicate<String> processes, boolean history, Runnable news) {
        List<ProcessOutput> known = outputs();
        known.stream().filter(one -> processes.test(one.processId())).forEach(ProcessOutput::catchUp);
        OutputFollower follower = new OutputFollower(processes, news, this);
        synchronized (this) {
            // The follower itself notices buffers that are created from here on.
            outputs.values().stream().filter(one -> follower.follows(one.processId()))
                    .forEach(one -> one.join(follower, history));
            followers.add(follower);
        }
        followedFiles.poll();
        return follower;
    }

    /** Whether a follower receives the lines of this process. */
    boolean isFollowed(String processId) {
        return followers.stream().anyMatch(follower -> follower.follows(processId));
    }

    void remove(OutputFollower follower) {
        outputs().stream().filter(one -> follower.follows(one.processId())).forEach(ProcessOutput::catchUp);
        followers.remove(follower);
    }

    /** Whether the buffer can receive more lines. */
    boolean isCurrent(LogBuffer buffer) {
        ProcessOutput output;
        synchronized (this) {
            output = outputs.get(buffer.processId());
        }
        return output != null && output.buffer() == buffer;
    }

    private synchronized List<ProcessOutput> outputs() {
        return List.copyOf(outputs.values());
    }

    /** Replaces the log; null for none. */
    public synchronized void log(LineLog log) {
        stop();
        if (!closed && log != null) {
            dispatcher = new OutputDispatcher(log, outputs.values().stream().map(ProcessOutput::buffer).toList());
        }
    }

    private void stop() {
        if (dispatcher != null) {
            dispatcher.close();
            dispatcher = null;
        }
    }

    /**
     * Waits up to the given time for the log and some more for the files, so that they take the remaining lines, then
     * closes everything.
     */
    public void close(long millis) throws InterruptedException {
        OutputDispatcher last;
        synchronized (this) {
            closed = true;
            last = dispatcher;
            dispatcher = null;
            outputs.values().forEach(output -> closing(output.close()));
        }
        if (last != null) {
            last.finish(millis);
        }
        closeFiles();
        files.close();
    }

    /** At most one batch of lines for each file is left to write, so this takes long only on a disk that hangs. */
    private void closeFiles() throws InterruptedException {
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).get(REMAINING_LINES_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("cannot write the end of the log files of %d processes: writing takes longer than %d s", closing.size(),
                    REMAINING_LINES_SECONDS);
        } catch (ExecutionException e) {
            LOG.debug("cannot close the log file of a process", e.getCause());
        }
        writers.shutdown();
        writers.awaitTermination(THREAD_MILLIS, TimeUnit.MILLISECONDS);
    }
}
