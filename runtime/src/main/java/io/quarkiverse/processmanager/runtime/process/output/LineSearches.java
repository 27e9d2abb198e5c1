package io.quarkiverse.processmanager.runtime.process.output;

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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.ProcessException;

/** All searches in the output of one incarnation, each expression once. Safe for use by several threads. */
final class LineSearches {

    private final String processId;
    private final Executor pool;
    private final Map<String, LineSearch> byRegex = new HashMap<>();
    /** Replaced, never changed: the thread that reads the output looks at it for every line. */
    private volatile List<LineSearch> active = List.of();
    private boolean ended;

    LineSearches(String processId, Executor pool) {
        this.processId = processId;
        this.pool = pool;
    }

    List<LineSearch> active() {
        return active;
    }

    /** Searches for the expression, or joins those who do; {@code begin} is run by the pool for a new search. */
    synchronized CompletionStage<String> find(String regex, Consumer<LineSearch> begin) {
        LineSearch search = byRegex.get(regex);
        if (search == null) {
            try {
                search = new LineSearch(processId, Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                return CompletableFuture.failedFuture(new ProcessException(ProcessException.Reason.INVALID, processId,
                        "cannot search the output of process '" + processId + "' for '" + regex + "': " + e.getDescription()));
            }
            byRegex.put(regex, search);
            LineSearch started = search;
            pool.execute(() -> begin.accept(started));
        }
        CompletableFuture<String> stage = search.await();
        if (search.isDecided()) {
            announce(search);
        }
        return stage;
    }

    synchronized void activate(LineSearch search) {
        List<LineSearch> more = new ArrayList<>(active);
        more.add(search);
        active = List.copyOf(more);
    }

    void historyDone(LineSearch search) {
        search.pastIsKnown();
        settle(search);
        failIfEnded(search);
    }

    /** Shows a line to those who look for one. */
    void offer(List<LineSearch> searches, byte[] source, int offset, int length) {
        if (searches.isEmpty()) {
            return;
        }
        String line = text(source, offset, length);
        for (LineSearch search : searches) {
            search.offer(line);
            settle(search);
        }
    }

    /** What is searched: colours are for the eye, and an expression should not have to know of them. */
    static String text(byte[] source, int offset, int length) {
        byte[] plain = Arrays.copyOfRange(source, offset, offset + length);
        return new String(plain, 0, AnsiEscapes.strip(plain, 0, length), StandardCharsets.UTF_8);
    }

    static String text(String line) {
        if (line.indexOf(AnsiEscapes.ESCAPE) < 0) {
            return line;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return text(bytes, 0, bytes.length);
    }

    private void settle(LineSearch search) {
        if (search.wantsMore()) {
            return;
        }
        remove(search);
        if (search.isDecided()) {
            announce(search);
        }
    }

    /** Who waits may do anything with the answer, so it is not given by the thread that reads the output. */
    private void announce(LineSearch search) {
        pool.execute(search::announce);
    }

    private synchronized void remove(LineSearch search) {
        if (active.contains(search)) {
            List<LineSearch> fewer = new ArrayList<>(active);
            fewer.remove(search);
            active = List.copyOf(fewer);
        }
    }

    private synchronized void failIfEnded(LineSearch search) {
        if (ended && search.isPastKnown() && !search.isDecided()) {
            search.fail("the process has ended without it");
            announce(search);
        }
    }

    /** No more lines will come: who still waits will not find anything. */
    void end() {
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
