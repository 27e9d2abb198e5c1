package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.file.RotatingFile;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;

/**
 * The output of one process over all its incarnations: the buffer, the file that its lines are written to, and the capture of
 * the last incarnation. Safe for use by several threads.
 */
final class ProcessOutput {

    private final String processId;
    private final OutputStore store;
    private LogPolicy policy;
    private LogBuffer buffer;
    /**
     * The buffer from before the capture mode changed. New lines need another buffer: the consumer must not receive lines that
     * were only read on demand.
     */
    private Optional<LogBuffer> previousBuffer = Optional.empty();
    private Optional<OutputCapture> capture = Optional.empty();
    private final LogFileWriter file;

    ProcessOutput(String processId, LogPolicy policy, OutputStore store) {
        this.processId = processId;
        this.store = store;
        this.policy = policy;
        this.buffer = new LogBuffer(processId, policy.bufferBytes(), 1, store.backlog());
        this.file = new LogFileWriter(processId, RotatingFile::open, store.writers());
        file.file(lineFile());
    }

    /** Begins the capture of the next incarnation and releases the last one. */
    synchronized OutputCapture next(ProcessRunner.Launch launch) {
        apply(launch.log());
        file.startsAgain();
        return capture(launch);
    }

    /** Begins another capture of the same incarnation, with the policy that applies now. */
    synchronized OutputCapture again(ProcessRunner.Launch launch) {
        return capture(launch.with(policy));
    }

    /** The output of a command that runs beside the process. */
    synchronized CommandCapture command(RunningCommand.Order order) {
        return new CommandCapture(order, buffer, policy, file, new BufferNews(buffer, store), store);
    }

    private OutputCapture capture(ProcessRunner.Launch launch) {
        Optional<FileCapture> previous = capture.filter(FileCapture.class::isInstance).map(FileCapture.class::cast);
        if (previous.isEmpty() || !isDirect(policy)) {
            releaseCapture();
        }
        OutputCapture next = isDirect(policy) ? new FileCapture(launch, buffer, store, previous)
                : new PipeCapture(launch, buffer, file, store, new BufferNews(buffer, store));
        capture = Optional.of(next);
        return next;
    }

    /** Applies the settings that can change while the process runs. */
    synchronized void policy(LogPolicy changed) {
        apply(capture.isPresent() ? LogSettings.of(changed).withCapture(policy.capture()) : changed);
        capture.ifPresent(current -> current.policy(changed));
    }

    private void apply(LogPolicy changed) {
        if (isDirect(changed) != isDirect(policy)) {
            // The lines of the new buffer have higher numbers than all lines of this one.
            capture.ifPresent(OutputCapture::catchUp);
            previousBuffer = Optional.of(buffer);
            buffer = new LogBuffer(processId, changed.bufferBytes(), buffer.end().sequence(), store.backlog());
        }
        policy = changed;
        buffer.limit(changed.bufferBytes());
        file.file(lineFile());
    }

    private static boolean isDirect(LogPolicy policy) {
        return policy.capture() == Capture.DIRECT;
    }

    /** The file that the engine writes; a process with a direct capture writes its file itself. */
    private Optional<LogFile> lineFile() {
        return isDirect(policy) ? Optional.empty() : policy.file();
    }

    /** The news of one buffer: a capture that ends late still has the buffer from before a change of its mode. */
    private record BufferNews(LogBuffer buffer, OutputStore store) implements LineNews {

        @Override
        public boolean isLogged(LogLine.Stream stream) {
            return store.isLogged(buffer.processId(), stream);
        }

        @Override
        public void changed(LogLine.Stream stream) {
            store.changed(buffer, stream);
        }
    }

    /** Why the file cannot be written; empty while it can be written. */
    Optional<String> fileProblem() {
        return file.problem();
    }

    /** The number of lines that could not be written to the file. */
    long missingInFile() {
        return file.lost();
    }

    /** The buffer of the lines that are delivered. */
    synchronized LogBuffer buffer() {
        return buffer;
    }

    String processId() {
        return processId;
    }

    /** Whether lines are read only on demand, from a file that the process writes directly. */
    synchronized boolean isDirect() {
        return isDirect(policy);
    }

    /** Brings the output that the process has written directly to its file into the buffer. */
    void catchUp() {
        Optional<OutputCapture> source;
        LogBuffer current;
        synchronized (this) {
            source = isDirect(policy) ? capture : Optional.empty();
            current = buffer;
        }
        source.ifPresent(OutputCapture::catchUp);
        if (source.isPresent()) {
            store.changedForFollowers(current);
        }
    }

    /** Adds the buffers to a follower. */
    synchronized void join(OutputFollower follower, boolean history) {
        if (history) {
            previousBuffer.ifPresent(older -> follower.add(older, older.oldest()));
        }
        follower.add(buffer, history ? buffer.oldest() : buffer.end());
    }

    /** The last lines, oldest first. */
    List<LogLine> last(int count) {
        LogBuffer current;
        Optional<LogBuffer> older;
        Optional<OutputCapture> source;
        synchronized (this) {
            current = buffer;
            older = previousBuffer;
            source = capture;
        }
        source.ifPresent(OutputCapture::catchUp);
        List<LogLine> lines = current.last(count);
        if (older.isEmpty() || lines.size() >= count) {
            return lines;
        }
        List<LogLine> all = new ArrayList<>(older.get().last(count - lines.size()));
        all.addAll(lines);
        return all;
    }

    private void releaseCapture() {
        capture.ifPresent(OutputCapture::release);
        capture = Optional.empty();
    }

    /** Closes all files. */
    synchronized CompletableFuture<Void> close() {
        releaseCapture();
        return file.close();
    }
}
