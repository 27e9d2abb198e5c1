package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineCursor;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.process.output.pipe.LineTarget;
import io.quarkiverse.processmanager.runtime.process.output.pipe.StreamLines;
import io.quarkiverse.processmanager.runtime.process.output.screen.Screen;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearch;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.output.search.QuestionWatch;

/** The output of one incarnation: kept in the buffer of its process, and offered to the searches that are active. */
final class IncarnationOutput {

    private final LogBuffer buffer;
    private final long incarnation;
    private final LineCursor beginning;
    private final LineSearches searches;
    private final LogFileWriter file;
    private final QuestionWatch questions;
    private Optional<Screen> screen = Optional.empty();
    private final List<StreamLines> streams = new ArrayList<>();

    IncarnationOutput(LogBuffer buffer, long incarnation, LogFileWriter file, QuestionWatch questions,
            Executor pool) {
        this.buffer = buffer;
        this.incarnation = incarnation;
        this.beginning = buffer.end();
        this.searches = new LineSearches(buffer.processId(), pool);
        this.file = file;
        this.questions = questions;
    }

    /** Set before the first byte: the incarnation has a terminal, whose bytes go to this screen. */
    void screen(Screen shown) {
        screen = Optional.of(shown);
    }

    /** Creates the splitter of one of the streams. */
    synchronized StreamLines stream(Stream stream, LogPolicy policy, LineNews news) {
        StreamLines output = new StreamLines(policy, new Lines(stream, news), searches, () -> news.changed(stream), file);
        streams.add(output);
        return output;
    }

    void policy(LogPolicy policy) {
        streams().forEach(stream -> stream.policy(policy));
    }

    /** Receives the lines of one stream. */
    private final class Lines implements LineTarget {

        private final Stream stream;
        private final LineNews news;
        private boolean logged;

        private Lines(Stream stream, LineNews news) {
            this.stream = stream;
            this.news = news;
        }

        @Override
        public void lines(long timeMillis, byte[] source, int offset, int length, int lines) {
            List<LineSearch> active;
            synchronized (buffer) {
                buffer.append(timeMillis, incarnation, stream, source, offset, length, lines);
                if (!logged) {
                    buffer.excludeFromLog(stream);
                }
                active = searches.active();
            }
            if (!active.isEmpty()) {
                LineSplitter.Sink.each(source, offset, length, (line, at, size) -> searches.offer(active, line, at, size));
            }
        }

        @Override
        public void raw(byte[] bytes, int size) {
            if (screen.isPresent()) {
                screen.get().append(bytes, size);
            }
        }

        @Override
        public void unfinished(byte[] line) {
            questions.unfinished(line);
        }

        /**
         * Holds the lock of the buffer for all lines, unless an expression runs for each: a lock for each line takes longer. No
         * search begins under the lock.
         */
        @Override
        public boolean batch(boolean mayWait, Runnable lines) {
            logged = news.isLogged(stream);
            synchronized (buffer) {
                if (searches.active().isEmpty()) {
                    lines.run();
                    return true;
                }
            }
            if (mayWait) {
                lines.run();
            }
            return mayWait;
        }
    }

    /** The first line, past or future, that matches the expression. */
    CompletionStage<String> firstLine(String regex) {
        return searches.find(regex, this::begin);
    }

    /** Begins a search. Every line is either in the buffer before the search is active, or is offered to it. */
    private void begin(LineSearch search) {
        LineCursor cursor = beginning.copy();
        LineCursor end;
        synchronized (buffer) {
            end = buffer.end();
            // Else lines that come meanwhile could take the place of lines that have not been searched.
            buffer.retain(cursor);
            searches.activate(search);
        }
        try {
            searchHistory(search, cursor, end);
        } finally {
            buffer.release(cursor);
        }
        for (StreamLines stream : streams()) {
            stream.offerPartial(search);
        }
        searches.historySearched(search);
    }

    private void searchHistory(LineSearch search, LineCursor cursor, LineCursor end) {
        while (!search.isDecided() && cursor.sequence() < end.sequence()) {
            for (LogLine line : buffer.read(cursor, 500)) {
                if (line.incarnation() == incarnation && line.sequence() < end.sequence()) {
                    search.offerHistory(LineSearches.text(line.text()));
                }
            }
        }
    }

    private synchronized List<StreamLines> streams() {
        return List.copyOf(streams);
    }

    /** The first lines of this incarnation. */
    List<LogLine> lines(int most) {
        return buffer.read(beginning.copy(), most);
    }

    /** No more output will come. */
    void end() {
        searches.end();
    }
}
