package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern.Deadline;
import io.quarkiverse.processmanager.runtime.views.QuotedOutput;

/** The search for the last lines of output that match an expression. */
final class LineSearch {

    private static final int KEPT_LINES = 100_000;

    private LineSearch() {
    }

    /** A line that matches, as the answer shows it. */
    private record Match(LogLine line, String text) {
    }

    /**
     * The last matches, each behind the id of its process, oldest first.
     *
     * @param id empty for all processes
     * @param most the number of matches
     * @throws io.quarkiverse.processmanager.runtime.safe.SearchStoppedException at the deadline
     */
    static List<String> of(ProcessManager manager, String id, TimedPattern wanted, Deadline deadline, int most) {
        List<Match> found = new ArrayList<>();
        for (ManagedProcess process : id == null || id.isBlank() ? manager.processes() : List.of(manager.get(id))) {
            List<LogLine> lines = last(process, wanted, deadline, most);
            List<String> texts = QuotedOutput.of(process, lines);
            for (int i = 0; i < lines.size(); i++) {
                found.add(new Match(lines.get(i), process.id() + ": " + texts.get(i)));
            }
        }
        found.sort(Comparator.comparing(match -> match.line().time()));
        return found.subList(Math.max(0, found.size() - most), found.size()).stream().map(Match::text).toList();
    }

    private static List<LogLine> last(ManagedProcess process, TimedPattern wanted, Deadline deadline, int most) {
        Deque<LogLine> last = new ArrayDeque<>();
        for (LogLine line : process.logs(KEPT_LINES)) {
            if (wanted.isIn(SafeText.plain(line.text()), deadline)) {
                last.add(line);
                if (last.size() > most) {
                    last.remove();
                }
            }
        }
        return List.copyOf(last);
    }
}
