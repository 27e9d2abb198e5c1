package io.quarkiverse.processmanager.runtime.process.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ChildPipe;
import io.quarkiverse.processmanager.runtime.process.output.pipe.LineTarget;
import io.quarkiverse.processmanager.runtime.process.output.pipe.PipeReader;
import io.quarkiverse.processmanager.runtime.process.output.pipe.SideOutput;
import io.quarkiverse.processmanager.runtime.process.output.pipe.StreamLines;
import io.quarkiverse.processmanager.runtime.process.output.pipe.ThreadSource;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;

/**
 * The output of one run of a command beside a process: each line goes to its receiver and, behind the name of the command, to the
 * buffer and the log file of the process. No search of a health check sees it. Safe for use by several threads.
 */
public final class CommandCapture implements SideOutput {

    private static final long REMAINING_MILLIS = 1_000;

    private final RunningCommand.Order order;
    private final OutputStore store;
    private final StreamLines lines;
    private volatile boolean over;
    private volatile Optional<PipeReader> reader = Optional.empty();

    CommandCapture(RunningCommand.Order order, LogBuffer buffer, LogPolicy policy, LogFileWriter file, LineNews news,
            OutputStore store) {
        this.order = order;
        this.store = store;
        byte[] prefix = ("[" + order.name() + "] ").getBytes(StandardCharsets.UTF_8);
        this.lines = new StreamLines(policy, new Lines(buffer, news, prefix.length),
                new LineSearches(order.launch().processId(), store.executors().pool()), () -> news.changed(Stream.STDOUT), file,
                prefix);
    }

    /** Begins to read the pipe of the command. */
    public CommandCapture read(ChildPipe pipe) {
        String id = order.launch().processId();
        PipeReader started = new PipeReader(new ThreadSource(id + "-" + order.name(), pipe, store.executors().readers()), lines,
                store.executors(), new FailureReport("cannot take the output of a command of process '" + id + "'"));
        reader = Optional.of(started);
        started.start();
        return this;
    }

    /**
     * The run has ended: adds a line of the process manager to the output of the process. The receiver gets neither this line nor a
     * later one. May wait for the log file.
     */
    public void end(String text) {
        // A killed command can have written until now, and its last line need not have an end.
        awaitEnd(REMAINING_MILLIS);
        lines.end(true);
        over = true;
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        lines.feed(line, line.length, true);
    }

    @Override
    public void awaitEnd(long millis) {
        reader.ifPresent(some -> some.awaitEnd(millis));
    }

    @Override
    public List<String> lastLines() {
        return List.of();
    }

    @Override
    public void close() {
        reader.ifPresent(PipeReader::release);
    }

    /** Receives the lines, with the name of the command before each. */
    private final class Lines implements LineTarget {

        private final LogBuffer buffer;
        private final LineNews news;
        private final int prefix;
        private boolean logged;
        private long sequence;

        private Lines(LogBuffer buffer, LineNews news, int prefix) {
            this.buffer = buffer;
            this.news = news;
            this.prefix = prefix;
        }

        @Override
        public void lines(long timeMillis, byte[] source, int offset, int length, int count) {
            synchronized (buffer) {
                buffer.append(timeMillis, order.launch().incarnation(), Stream.STDOUT, source, offset, length, count);
                if (!logged) {
                    buffer.excludeFromLog(Stream.STDOUT);
                }
            }
            if (over) {
                return;
            }
            LineSplitter.Sink.each(source, offset, length, (line, at, size) -> order.lines().accept(new LogLine(
                    order.launch().processId(), order.launch().incarnation(), ++sequence, Instant.ofEpochMilli(timeMillis),
                    Stream.STDOUT, new String(line, at + prefix, size - prefix, StandardCharsets.UTF_8))));
        }

        @Override
        public boolean batch(boolean mayWait, Runnable code) {
            logged = news.isLogged(Stream.STDOUT);
            code.run();
            return true;
        }
    }
}
