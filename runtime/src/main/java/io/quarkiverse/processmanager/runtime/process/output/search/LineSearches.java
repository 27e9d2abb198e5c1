package io.quarkiverse.processmanager.runtime.process.output.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

/** All searches in the output of one incarnation, one for each expression. Safe for use by several threads. */
public final class LineSearches {

    private final String processId;
    private final Executor pool;
    private final Map<String, LineSearch> byRegex = new HashMap<>();
    /** Immutable: the thread that reads the output reads it for every line. */
    private volatile List<LineSearch> active = List.of();
    private boolean ended;

    public LineSearches(String processId, Executor pool) {
        this.processId = processId;
        this.pool = pool;
    }

    public List<LineSearch> active() {
        return active;
    }

    /** Starts a search for the expression, or joins a running one; the pool runs {@code begin} for a new search. */
    public synchronized CompletionStage<String> find(String regex, Consumer<LineSearch> begin) {
        LineSearch search = byRegex.get(regex);
        if (search == null) {
            try {
                search = new LineSearch(processId, TimedPattern.of(regex));
            } catch (PatternSyntaxException e) {
                return CompletableFuture.failedFuture(new ProcessException(ProcessException.Reason.INVALID, processId,
                        "cannot search the output of process '" + processId + "' for '" + regex + "': " + e.getDescription()));
            }
            byRegex.put(regex, search);
            LineSearch started = search;
            pool.execute(() -> begin(started, begin));
        }
        CompletableFuture<String> stage = search.await();
        if (search.isDecided()) {
            complete(search);
        }
        return stage;
    }

    private void begin(LineSearch search, Consumer<LineSearch> begin) {
        try {
            begin.accept(search);
        } catch (RuntimeException | Error e) {
            // Else a caller would wait for ever.
            search.fail(e.toString());
            historySearched(search);
        }
    }

    public synchronized void activate(LineSearch search) {
        List<LineSearch> more = new ArrayList<>(active);
        more.add(search);
        active = List.copyOf(more);
    }

    public void historySearched(LineSearch search) {
        search.historySearched();
        completeIfDecided(search);
        failIfEnded(search);
    }

    /** Offers a line to the given searches. */
    public void offer(List<LineSearch> searches, byte[] source, int offset, int length) {
        if (searches.isEmpty()) {
            return;
        }
        String line = text(source, offset, length);
        for (LineSearch search : searches) {
            search.offer(line);
            completeIfDecided(search);
        }
    }

    /** The text that is searched: the line without escape sequences, so that an expression need not match colours. */
    public static String text(byte[] source, int offset, int length) {
        byte[] plain = Arrays.copyOfRange(source, offset, offset + length);
        return new String(plain, 0, AnsiEscapes.strip(plain, 0, length), StandardCharsets.UTF_8);
    }

    public static String text(String line) {
        if (line.indexOf(AnsiEscapes.ESCAPE) < 0) {
            return line;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return text(bytes, 0, bytes.length);
    }

    private void completeIfDecided(LineSearch search) {
        if (search.wantsMore()) {
            return;
        }
        remove(search);
        if (search.isDecided()) {
            complete(search);
        }
    }

    /**
     * Completes the stages in the pool: a caller may do anything with the result, so the thread that reads the output must not
     * run it.
     */
    private void complete(LineSearch search) {
        pool.execute(search::completeStages);
    }

    private synchronized void remove(LineSearch search) {
        if (active.contains(search)) {
            List<LineSearch> fewer = new ArrayList<>(active);
            fewer.remove(search);
            active = List.copyOf(fewer);
        }
    }

    private synchronized void failIfEnded(LineSearch search) {
        if (ended && search.isHistorySearched() && !search.isDecided()) {
            search.fail("the process has ended without it");
            complete(search);
        }
    }

    /** No more lines will come: undecided searches fail. */
    public void end() {
        List<LineSearch> open;
        synchronized (this) {
            ended = true;
            open = active;
            active = List.of();
        }
        for (LineSearch search : open) {
            failIfEnded(search);
        }
    }
}
