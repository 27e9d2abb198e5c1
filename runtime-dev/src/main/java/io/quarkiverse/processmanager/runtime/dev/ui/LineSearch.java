package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** A line that matches, and the line before it in the same stream, which can have the name of a secret in it. */
    private record Pair(LogLine before, LogLine line) {
    }

    /** A line that matches, as the answer shows it. */
    private record Match(LogLine line, String text) {
    }

    /**
     * The answer to a search.
     *
     * @param lines the last matches, each behind the id of its process, oldest first
     * @param found how many lines match, of all lines that are kept in memory
     * @param note what the answer leaves out; empty if it is complete
     */
    public record Found(List<String> lines, int found, String note) {
    }

    /**
     * The last matches, each behind the id of its process, oldest first.
     *
     * @param id empty for all processes
     * @param most the number of matches
     * @throws io.quarkiverse.processmanager.runtime.safe.SearchStoppedException at the deadline
     */
    static Found of(ProcessManager manager, String id, TimedPattern wanted, Deadline deadline, int most) {
        List<Match> found = new ArrayList<>();
        int count = 0;
        for (ManagedProcess process : id == null || id.isBlank() ? manager.processes() : List.of(manager.get(id))) {
            List<Pair> matches = matches(process, wanted, deadline);
            count += matches.size();
            List<Pair> last = matches.subList(Math.max(0, matches.size() - most), matches.size());
            List<String> texts = QuotedOutput.of(process,
                    last.stream().flatMap(pair -> Stream.of(pair.before(), pair.line())).toList());
            for (int i = 0; i < last.size(); i++) {
                found.add(new Match(last.get(i).line(), process.id() + ": " + texts.get(2 * i + 1)));
            }
        }
        found.sort(Comparator.comparing(match -> match.line().time()));
        AnswerLimit limited = AnswerLimit.of(
                found.subList(Math.max(0, found.size() - most), found.size()).stream().map(Match::text).toList());
        int leftOut = count - limited.lines().size();
        return new Found(limited.lines(), count, leftOut == 0 ? ""
                : leftOut + " older matches are left out; search in one process, with a narrower expression or a higher limit");
    }

    private static List<Pair> matches(ManagedProcess process, TimedPattern wanted, Deadline deadline) {
        List<Pair> matches = new ArrayList<>();
        Map<LogLine.Stream, LogLine> before = new EnumMap<>(LogLine.Stream.class);
        for (LogLine line : process.logs(KEPT_LINES)) {
            if (wanted.isIn(SafeText.plain(line.text()), deadline)) {
                matches.add(new Pair(before.getOrDefault(line.stream(), line), line));
            }
            before.put(line.stream(), line);
        }
        return matches;
    }
}
