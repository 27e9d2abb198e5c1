package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * The output of one process over all its incarnations: the buffer, the file that its lines are written to, and the output of
 * the last incarnation. Safe for use by several threads.
 */
final class ProcessOutput {

    private final String processId;
    private final OutputStore store;
    private LogPolicy policy;
    private LogBuffer buffer;
    /** What was there before the way of capturing changed: who takes over new lines must not take those that were only read. */
    private Optional<LogBuffer> before = Optional.empty();
    private Optional<OutputCapture> run = Optional.empty();
    private volatile Optional<LogFileWriter> writer = Optional.empty();

    ProcessOutput(String processId, LogPolicy policy, OutputStore store) {
        this.processId = processId;
        this.store = store;
        this.policy = policy;
        this.buffer = new LogBuffer(processId, policy.bufferBytes(), 1);
        adjustWriter();
    }

    /** The output of the next incarnation, in place of the last one. */
    synchronized OutputCapture next(ProcessRunner.Launch launch) {
        letGo();
        apply(launch.log());
        OutputCapture next = isDirect(policy) ? new FileCapture(launch, buffer, store.files(), store.executors())
                : new PipeCapture(launch, buffer, store.executors(), store.pipes(), this::changed);
        run = Optional.of(next);
        return next;
    }

    /** Applies what can be changed while the process runs. */
    synchronized void policy(LogPolicy changed) {
        apply(run.isPresent() ? LogSettings.of(changed).withCapture(policy.capture()) : changed);
        run.ifPresent(current -> current.policy(changed));
    }

    private void apply(LogPolicy changed) {
        if (isDirect(changed) != isDirect(policy)) {
            before = Optional.of(buffer);
            buffer = new LogBuffer(processId, changed.bufferBytes(), buffer.end().sequence());
        }
        policy = changed;
        buffer.limit(changed.bufferBytes());
        adjustWriter();
    }

    private static boolean isDirect(LogPolicy policy) {
        return policy.capture() == Capture.DIRECT;
    }

    private void adjustWriter() {
        boolean wanted = policy.file().isPresent() && !isDirect(policy);
        if (writer.isPresent() && (!wanted || writer.get().buffer() != buffer)) {
            store.closing(writer.get().close());
            writer = Optional.empty();
        }
        if (wanted && writer.isPresent()) {
            writer.get().file(policy.file().get());
        } else if (wanted) {
            writer = Optional.of(new LogFileWriter(buffer, policy.file().get(), store.writers()));
        }
    }

    /** There are new lines in the buffer. */
    private void changed() {
        store.changed(buffer);
        writer.ifPresent(LogFileWriter::changed);
    }

    /** The buffer of the lines that are handed on. */
    synchronized LogBuffer buffer() {
        return buffer;
    }

    String processId() {
        return processId;
    }

    /** Whether the lines come only when somebody looks. */
    synchronized boolean isDirect() {
        return isDirect(policy);
    }

    /** Brings in what the process has written into its file by itself. */
    void catchUp() {
        Optional<OutputCapture> source;
        LogBuffer current;
        synchronized (this) {
            source = isDirect(policy) ? run : Optional.empty();
            current = buffer;
        }
        source.ifPresent(OutputCapture::catchUp);
        if (source.isPresent()) {
            store.read(current);
        }
    }

    /** Gives a follower the buffers. */
    synchronized void join(OutputFollower follower, boolean history) {
        if (history) {
            before.ifPresent(older -> follower.add(older, older.oldest()));
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
            older = before;
            source = run;
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

    private void letGo() {
        run.ifPresent(OutputCapture::release);
        run = Optional.empty();
    }

    /** Gives back all files; what is still to be written is written first. */
    synchronized CompletableFuture<Void> close() {
        letGo();
        CompletableFuture<Void> closed = writer.map(LogFileWriter::close).orElse(CompletableFuture.completedFuture(null));
        writer = Optional.empty();
        return closed;
    }
}
