package io.quarkiverse.processmanager.runtime.process.output.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.safe.SearchStoppedException;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

/**
 * Finds the first line that matches an expression. Lines of the history take precedence over live lines that arrive while the
 * history is still being searched. The expression is foreign code that runs in the thread that reads the output: an expression
 * that takes too long for one line makes the search fail, so it blocks a process only for a moment. Safe for use by several
 * threads.
 */
public final class LineSearch {

    private final String processId;
    private final TimedPattern pattern;
    private final Set<CompletableFuture<String>> waiting = new LinkedHashSet<>();
    private boolean historySearched;
    private Optional<String> liveMatch = Optional.empty();
    private Optional<String> match = Optional.empty();
    private Optional<ProcessException> failure = Optional.empty();

    LineSearch(String processId, TimedPattern pattern) {
        this.processId = processId;
        this.pattern = pattern;
    }

    public synchronized boolean isDecided() {
        return match.isPresent() || failure.isPresent();
    }

    /** Whether further lines can change the result. */
    synchronized boolean wantsMore() {
        return !isDecided() && liveMatch.isEmpty();
    }

    /** Offers a line that was written before the search. */
    public void offerHistory(String line) {
        if (!isDecided() && matches(line)) {
            synchronized (this) {
                match = Optional.of(line);
            }
        }
    }

    /** Offers a line, or the beginning of a line, that was written after the search began. */
    public void offer(String line) {
        if (wantsMore() && matches(line)) {
            synchronized (this) {
                liveMatch = Optional.of(line);
                if (historySearched) {
                    match = liveMatch;
                }
            }
        }
    }

    synchronized boolean isHistorySearched() {
        return historySearched;
    }

    public synchronized void historySearched() {
        historySearched = true;
        if (match.isEmpty()) {
            match = liveMatch;
        }
    }

    public synchronized void fail(String why) {
        if (!isDecided()) {
            failure = Optional.of(new ProcessException(ProcessException.Reason.INVALID, processId,
                    "cannot search the output of process '" + processId + "' for '" + pattern.regex() + "': " + why));
        }
    }

    private boolean matches(String line) {
        try {
            return pattern.isIn(line);
        } catch (SearchStoppedException e) {
            fail(e.getMessage());
        }
        return false;
    }

    /** A stage for one caller, which may cancel it. */
    synchronized CompletableFuture<String> await() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        waiting.add(stage);
        stage.whenComplete((line, error) -> abandon(stage));
        return stage;
    }

    /** Whether a caller waits for the result. */
    public synchronized boolean isAwaited() {
        return !waiting.isEmpty();
    }

    private synchronized void abandon(CompletableFuture<String> stage) {
        waiting.remove(stage);
    }

    /** Completes the waiting stages if the search is decided. Foreign code may run in it. */
    void completeStages() {
        List<CompletableFuture<String>> stages;
        synchronized (this) {
            if (!isDecided()) {
                return;
            }
            stages = List.copyOf(waiting);
        }
        for (CompletableFuture<String> stage : stages) {
            match.ifPresent(stage::complete);
            failure.ifPresent(stage::completeExceptionally);
        }
    }
}
