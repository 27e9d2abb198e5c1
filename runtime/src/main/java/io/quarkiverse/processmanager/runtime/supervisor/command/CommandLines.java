package io.quarkiverse.processmanager.runtime.supervisor.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;

/** The output of one run of a command: its last lines, which any number of readers follow. Safe for use by several threads. */
public final class CommandLines {

    private static final long MOST_BYTES = 1024 * 1024;
    /** What a line costs beside its text. */
    private static final int OVERHEAD = 64;
    private static final int LINES_OF_RESULT = 1_000;

    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final Set<Reader> readers = new CopyOnWriteArraySet<>();
    private long bytes;
    private boolean ended;

    /** Adds a line. Returns at once. */
    public void add(LogLine line) {
        synchronized (this) {
            lines.addLast(line);
            bytes += cost(line);
            while (bytes > MOST_BYTES && lines.size() > 1) {
                bytes -= cost(lines.removeFirst());
            }
        }
        readers.forEach(reader -> reader.news.run());
    }

    private static long cost(LogLine line) {
        return OVERHEAD + (long) line.text().length() * Character.BYTES;
    }

    /** No line follows. */
    public void end() {
        synchronized (this) {
            ended = true;
        }
        readers.forEach(Reader::ended);
    }

    /** The texts of the last lines, without control sequences. */
    public synchronized List<String> last() {
        return lines.stream().skip(Math.max(0, lines.size() - LINES_OF_RESULT)).map(line -> SafeText.plain(line.text()))
                .toList();
    }

    /**
     * Follows the lines from the oldest one that is kept.
     *
     * @param news runs when a line has come, on the thread that brings it; it must return at once
     */
    public EventSource.EndingFeed<LogLine> follow(Runnable news) {
        Reader reader = new Reader(news);
        readers.add(reader);
        return reader;
    }

    /** The lines that one reader has not taken. */
    private final class Reader implements EventSource.EndingFeed<LogLine> {

        private final Runnable news;
        private Optional<Runnable> end = Optional.empty();
        private long taken;
        private long lost;

        private Reader(Runnable news) {
            this.news = news;
        }

        @Override
        public void whenEnded(Runnable action) {
            synchronized (CommandLines.this) {
                end = Optional.of(action);
                if (!ended) {
                    return;
                }
            }
            ended();
        }

        private void ended() {
            Optional<Runnable> action;
            synchronized (CommandLines.this) {
                action = end;
                end = Optional.empty();
            }
            action.ifPresent(Runnable::run);
        }

        @Override
        public List<LogLine> next(int most) {
            synchronized (CommandLines.this) {
                // From the newest line back, because most readers have taken almost all of them.
                Deque<LogLine> fresh = new ArrayDeque<>();
                for (Iterator<LogLine> newest = lines.descendingIterator(); newest.hasNext();) {
                    LogLine line = newest.next();
                    if (line.sequence() <= taken) {
                        break;
                    }
                    fresh.addFirst(line);
                }
                List<LogLine> next = new ArrayList<>();
                while (next.size() < most && !fresh.isEmpty()) {
                    LogLine line = fresh.removeFirst();
                    lost += line.sequence() - taken - 1;
                    taken = line.sequence();
                    next.add(line);
                }
                return next;
            }
        }

        @Override
        public long lost() {
            synchronized (CommandLines.this) {
                return lost;
            }
        }

        @Override
        public void close() {
            readers.remove(this);
        }
    }
}
