package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.LogLine;

/**
 * Merges the lines of several processes in the order of their times. The history, which was written before the page subscribed,
 * comes first: while history lines of one process are missing, later lines of other processes wait. Later lines are in order
 * within one batch. Not safe for use by several threads.
 */
final class LineMerge {

    private final Map<String, Track> tracks = new LinkedHashMap<>();

    /** The received lines of one process, and the position of the last line that was taken. */
    private static final class Track {

        private final Deque<LogLine> lines = new ArrayDeque<>();
        private long lastOfHistory;
        private long received = -1;
        private long taken = -1;

        private boolean isBehind() {
            return lines.isEmpty() && received < lastOfHistory;
        }
    }

    boolean knows(String id) {
        return tracks.containsKey(id);
    }

    /** Adds a process. Its history ends with this line number; -1 means that it has no history. */
    void open(String id, long lastOfHistory) {
        Track track = new Track();
        track.lastOfHistory = lastOfHistory;
        tracks.put(id, track);
    }

    /** Stops waiting for the rest of the history of this process. */
    void giveUp(String id) {
        tracks.get(id).lastOfHistory = -1;
    }

    void add(LogLine line) {
        Track track = tracks.get(line.processId());
        track.received = line.sequence();
        track.lines.add(line);
    }

    /** Removes and returns the oldest lines, at most {@code most}. */
    LogBatch take(int most) {
        List<LogBatch.Line> lines = new ArrayList<>();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (Optional<Track> next = next(); lines.size() < most && next.isPresent(); next = next()) {
            Track track = next.get();
            LogLine line = track.lines.remove();
            // The numbers start again when a process is removed and created again.
            if (track.taken >= 0 && line.sequence() > track.taken + 1) {
                dropped.merge(line.processId(), line.sequence() - track.taken - 1, Long::sum);
            }
            track.taken = line.sequence();
            lines.add(new LogBatch.Line(line.processId(), line.sequence(), line.time().toEpochMilli(),
                    line.stream() == LogLine.Stream.STDERR, line.text(), line.incarnation()));
        }
        return new LogBatch(lines, dropped);
    }

    /** The process with the oldest line; none while history lines of a process are missing. */
    private Optional<Track> next() {
        Track oldest = null;
        for (Track track : tracks.values()) {
            if (track.isBehind()) {
                return Optional.empty();
            }
            if (!track.lines.isEmpty()
                    && (oldest == null || track.lines.peek().time().isBefore(oldest.lines.peek().time()))) {
                oldest = track;
            }
        }
        return Optional.ofNullable(oldest);
    }
}
