package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.LogLine;

/**
 * Brings the lines of several processes into one order, that of their times. What was written before somebody began to look
 * comes first: while such lines of one process are still on their way, the later ones of others wait for them. Lines that are
 * written later are in order within what is taken at once. For one thread.
 */
final class LineMerge {

    private final Map<String, Track> tracks = new LinkedHashMap<>();

    /** What is there of one process, and how far it has been taken. */
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

    /** Lines of a process will come; the last of those that there are already has this number, or -1 if there is none. */
    void open(String id, long lastOfHistory) {
        Track track = new Track();
        track.lastOfHistory = lastOfHistory;
        tracks.put(id, track);
    }

    /** What has not come of the history of this process will not come any more. */
    void giveUp(String id) {
        tracks.get(id).lastOfHistory = -1;
    }

    void add(LogLine line) {
        Track track = tracks.get(line.processId());
        track.received = line.sequence();
        track.lines.add(line);
    }

    /** Takes the first lines, at most that many. */
    LogBatch take(int most) {
        List<LogBatch.Line> lines = new ArrayList<>();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (Optional<Track> next = next(); lines.size() < most && next.isPresent(); next = next()) {
            Track track = next.get();
            LogLine line = track.lines.remove();
            // A process that was removed and made again begins to count anew.
            if (track.taken >= 0 && line.sequence() > track.taken + 1) {
                dropped.merge(line.processId(), line.sequence() - track.taken - 1, Long::sum);
            }
            track.taken = line.sequence();
            lines.add(new LogBatch.Line(line.processId(), line.sequence(), line.time().toEpochMilli(),
                    line.stream() == LogLine.Stream.STDERR, line.text(), line.incarnation()));
        }
        return new LogBatch(lines, dropped);
    }

    /** The one whose first line is the oldest; none while one of them is behind. */
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
