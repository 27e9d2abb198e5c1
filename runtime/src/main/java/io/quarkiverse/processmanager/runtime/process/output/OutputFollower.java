package io.quarkiverse.processmanager.runtime.process.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineCursor;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;

/**
 * A feed of the lines of some processes for one reader, which takes them at its own pace: the buffers of the processes serve as
 * the queue. Safe for use by several threads.
 */
final class OutputFollower implements ProcessRunner.LineFeed {

    /** A reader takes about so much at once, because lines can be long. */
    private static final long MOST_BYTES = 1 << 20;

    private final Predicate<String> processes;
    private final Runnable news;
    private final OutputStore store;
    /**
     * The buffers that are being read. A concurrent set, because a thread that reports new lines must not wait for the reader.
     */
    private final Set<LogBuffer> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Track> tracks = new HashMap<>();
    /** The process whose turn it is comes first, so that a process that writes all the time does not hide the others. */
    private final Deque<Track> turns = new ArrayDeque<>();
    private long lost;
    private boolean closed;

    OutputFollower(Predicate<String> processes, Runnable news, OutputStore store) {
        this.processes = processes;
        this.news = news;
        this.store = store;
    }

    /** The read positions of one process in its successive buffers. */
    private static final class Track {

        private final String processId;
        private final Deque<Position> positions = new ArrayDeque<>();

        private Track(String processId) {
            this.processId = processId;
        }
    }

    /** The read position in one buffer; {@code end} is set when the feed is closed. */
    private static final class Position {

        private final LogBuffer buffer;
        private final LineCursor cursor;
        private long end = Long.MAX_VALUE;

        private Position(LogBuffer buffer, LineCursor cursor) {
            this.buffer = buffer;
            this.cursor = cursor;
        }
    }

    boolean follows(String processId) {
        return processes.test(processId);
    }

    /** Reads a buffer from the given position on, after the earlier buffers of the same process. */
    synchronized void add(LogBuffer buffer, LineCursor from) {
        if (closed || !known.add(buffer)) {
            return;
        }
        Track track = tracks.get(buffer.processId());
        if (track == null) {
            track = new Track(buffer.processId());
            tracks.put(buffer.processId(), track);
            turns.add(track);
        }
        track.positions.add(new Position(buffer, from));
        buffer.retain(from);
    }

    /** The buffer has new lines. */
    void changed(LogBuffer buffer) {
        if (!known.contains(buffer)) {
            if (!follows(buffer.processId()) || !store.isCurrent(buffer)) {
                return;
            }
            add(buffer, buffer.start());
        }
        news.run();
    }

    @Override
    public synchronized List<LogLine> next(int most) {
        for (int turn = turns.size(); turn > 0; turn--) {
            Track track = turns.poll();
            List<LogLine> lines = read(track, most);
            if (!track.positions.isEmpty()) {
                turns.add(track);
            } else {
                tracks.remove(track.processId);
            }
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return List.of();
    }

    private List<LogLine> read(Track track, int most) {
        while (!track.positions.isEmpty()) {
            Position position = track.positions.peek();
            int left = (int) Math.min(most, position.end - position.cursor.sequence());
            List<LogLine> lines = left <= 0 ? List.of() : position.buffer.read(position.cursor, left, MOST_BYTES);
            lost += position.cursor.takeDropped();
            if (!lines.isEmpty()) {
                return lines;
            }
            if (track.positions.size() == 1 && !closed && store.isCurrent(position.buffer)) {
                return lines;
            }
            // No more lines come from this buffer.
            Position ended = track.positions.remove();
            ended.buffer.release(ended.cursor);
            known.remove(ended.buffer);
        }
        return List.of();
    }

    @Override
    public synchronized long lost() {
        return lost;
    }

    @Override
    public void close() {
        store.remove(this);
        synchronized (this) {
            if (!closed) {
                closed = true;
                turns.forEach(track -> track.positions
                        .forEach(position -> position.end = position.buffer.end().sequence()));
            }
        }
    }

    @Override
    public void discard() {
        close();
        synchronized (this) {
            turns.forEach(track -> track.positions.forEach(position -> position.buffer.release(position.cursor)));
            turns.clear();
            tracks.clear();
            known.clear();
        }
    }
}
