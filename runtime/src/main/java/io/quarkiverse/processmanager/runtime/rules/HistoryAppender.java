package io.quarkiverse.processmanager.runtime.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessStatus;

/** Appends to the history of a process, and drops the oldest entries. */
public final class HistoryAppender {

    /** The history of a new process. */
    public static final ProcessHistory EMPTY = new ProcessHistory(List.of(), List.of(), List.of(), List.of());

    static final int PASSAGES = 100;
    static final int CHECKS = 50;
    static final int ENDS = 20;

    private HistoryAppender() {
    }

    /** Appends a status, if its phase, incarnation, health or root process has changed. */
    public static ProcessHistory with(ProcessHistory history, ProcessStatus status, Instant now) {
        List<Passage> passages = history.passages();
        Passage last = passages.isEmpty() ? null : passages.get(passages.size() - 1);
        boolean entered = last == null || last.phase() != status.phase() || last.incarnation() != status.incarnation();
        if (!entered && last.health() == status.health() && last.alive() == status.isAlive()) {
            return last.why().equals(status.why()) ? history
                    : withPassages(history, replaceLast(passages,
                            passage(last.since(), status)));
        }
        Instant since = entered ? status.since() : now;
        // A status of the same phase that lasted for no time is replaced, since no reader could see it.
        boolean instead = last != null && last.phase() == status.phase() && last.since().equals(since);
        return withPassages(history, instead ? replaceLast(passages, passage(since, status))
                : append(passages, passage(since, status), PASSAGES));
    }

    /** Appends the result of a health check. */
    public static ProcessHistory with(ProcessHistory history, ProcessHistory.Check check) {
        return new ProcessHistory(history.passages(), append(history.checks(), check, CHECKS), history.ends(),
                history.liveness());
    }

    /** Appends the result of a liveness check. */
    public static ProcessHistory withLiveness(ProcessHistory history, ProcessHistory.Check check) {
        return new ProcessHistory(history.passages(), history.checks(), history.ends(),
                append(history.liveness(), check, CHECKS));
    }

    /** Appends the exit of an incarnation. */
    public static ProcessHistory with(ProcessHistory history, ProcessHistory.End end) {
        return new ProcessHistory(history.passages(), history.checks(), append(history.ends(), end, ENDS),
                history.liveness());
    }

    private static Passage passage(Instant since, ProcessStatus status) {
        return new Passage(since, status.phase(), status.health(), status.isAlive(), status.incarnation(), status.why(),
                status.failure());
    }

    private static ProcessHistory withPassages(ProcessHistory history, List<Passage> passages) {
        return new ProcessHistory(passages, history.checks(), history.ends(), history.liveness());
    }

    private static List<Passage> replaceLast(List<Passage> passages, Passage passage) {
        return append(passages.subList(0, passages.size() - 1), passage, PASSAGES);
    }

    private static <T> List<T> append(List<T> list, T item, int most) {
        int from = Math.max(0, list.size() + 1 - most);
        List<T> longer = new ArrayList<>(list.size() - from + 1);
        longer.addAll(list.subList(from, list.size()));
        longer.add(item);
        return longer;
    }
}
