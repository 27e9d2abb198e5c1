package io.quarkiverse.processmanager.runtime.process.output;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessException;

/**
 * Looks for the first line in which an expression is found; lines of the past go before lines that come while those are still
 * being looked at. The expression is foreign code that runs where the output is read: one that takes too long for a line is
 * given
 * up, so that it can hold up a process for a moment only. Safe for use by several threads.
 */
final class LineSearch {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String processId;
    private final Pattern pattern;
    private final Set<CompletableFuture<String>> waiting = new LinkedHashSet<>();
    private boolean pastIsKnown;
    private Optional<String> present = Optional.empty();
    private Optional<String> found = Optional.empty();
    private Optional<ProcessException> failure = Optional.empty();

    LineSearch(String processId, Pattern pattern) {
        this.processId = processId;
        this.pattern = pattern;
    }

    synchronized boolean isDecided() {
        return found.isPresent() || failure.isPresent();
    }

    /** Whether further lines can make a difference. */
    synchronized boolean wantsMore() {
        return !isDecided() && present.isEmpty();
    }

    /** A line that was there before the search. */
    void offerPast(String line) {
        if (!isDecided() && matches(line)) {
            synchronized (this) {
                found = Optional.of(line);
            }
        }
    }

    /** A line, or the beginning of one, that came after the search had begun. */
    void offer(String line) {
        if (wantsMore() && matches(line)) {
            synchronized (this) {
                present = Optional.of(line);
                if (pastIsKnown) {
                    found = present;
                }
            }
        }
    }

    synchronized boolean isPastKnown() {
        return pastIsKnown;
    }

    synchronized void pastIsKnown() {
        pastIsKnown = true;
        if (found.isEmpty()) {
            found = present;
        }
    }

    synchronized void fail(String why) {
        if (!isDecided()) {
            failure = Optional.of(new ProcessException(ProcessException.Reason.INVALID, processId,
                    "cannot search the output of process '" + processId + "' for '" + pattern + "': " + why));
        }
    }

    private boolean matches(String line) {
        try {
            return pattern.matcher(new DeadlineText(line, System.nanoTime() + LONGEST_NANOS)).find();
        } catch (DeadlineText.TooLongException e) {
            fail("the expression needs more than a second for one line");
        } catch (StackOverflowError e) {
            fail("the expression needs too much memory for one line");
        }
        return false;
    }

    /** A stage for one caller, who may cancel it. */
    synchronized CompletableFuture<String> await() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        waiting.add(stage);
        stage.whenComplete((line, error) -> abandon(stage));
        return stage;
    }

    /** Whether somebody waits for the answer. */
    synchronized boolean isAwaited() {
        return !waiting.isEmpty();
    }

    private synchronized void abandon(CompletableFuture<String> stage) {
        waiting.remove(stage);
    }

    /** Tells those who wait, if there is something to tell. Foreign code may run in it. */
    void announce() {
        List<CompletableFuture<String>> stages;
        synchronized (this) {
            if (!isDecided()) {
                return;
            }
            stages = List.copyOf(waiting);
        }
        for (CompletableFuture<String> stage : stages) {
            found.ifPresent(stage::complete);
            failure.ifPresent(stage::completeExceptionally);
        }
    }
}
