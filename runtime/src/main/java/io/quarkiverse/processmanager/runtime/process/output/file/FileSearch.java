package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearch;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;

/**
 * Searches a file that the process writes directly, from the beginning of one incarnation. The file is polled only while a
 * caller waits for the result.
 */
public final class FileSearch implements Runnable {

    private static final int CHUNK = 64 * 1024;
    /** The number of chunks after which the task yields its thread to other tasks. */
    private static final int CHUNKS_PER_TASK = 64;
    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final LineSearch search;
    private final FileTail tail;
    private final LineSplitter splitter;
    private final LineSearches searches;
    private final EngineExecutors executors;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean ended;
    private long pauseMillis = SHORTEST_PAUSE_MILLIS;

    public FileSearch(LineSearch search, FileTail tail, int longestLine, LineSearches searches, EngineExecutors executors) {
        this.search = search;
        this.tail = tail;
        this.splitter = new LineSplitter(longestLine, LineSplitter.Sink.ofEach(this::line));
        this.searches = searches;
        this.executors = executors;
    }

    private void line(byte[] source, int offset, int length) {
        if (!search.isDecided()) {
            search.offerHistory(LineSearches.text(source, offset, length));
        }
    }

    /** Resumes the search: a caller waits for the result, or the process has exited. */
    public void resume() {
        if (busy.compareAndSet(false, true)) {
            executors.pool().execute(this);
        }
    }

    /** Ends the search after the rest of the file: the process writes no more. */
    public void end() {
        ended = true;
        resume();
    }

    @Override
    public void run() {
        try {
            searchOnce();
        } catch (RuntimeException | Error e) {
            // Else a caller would wait for ever.
            search.fail(e.toString());
            searches.historySearched(search);
        }
    }

    private void searchOnce() {
        // The flag is read first, so that everything written before the end is searched.
        boolean last = ended;
        boolean more = searchAvailable();
        if (search.isDecided() || last && !more) {
            searches.historySearched(search);
        } else if (more) {
            pauseMillis = SHORTEST_PAUSE_MILLIS;
            executors.pool().execute(this);
        } else if (search.isAwaited() || ended) {
            executors.timer().schedule(() -> executors.pool().execute(this), pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        } else {
            suspend();
        }
    }

    private void suspend() {
        busy.set(false);
        // A caller may have arrived in between and found the search busy.
        if (search.isAwaited() || ended) {
            resume();
        }
    }

    /**
     * Searches some of the unread bytes.
     *
     * @return whether there are more
     */
    private boolean searchAvailable() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int i = 0; i < CHUNKS_PER_TASK && !search.isDecided(); i++) {
                tail.unread();
                int size = tail.read(chunk, chunk.length);
                if (size <= 0) {
                    offerPartial();
                    return false;
                }
                splitter.feed(chunk, size);
            }
            return !search.isDecided();
        } catch (ClosedChannelException e) {
            // The next incarnation has begun, or the process is no longer declared.
            ended = true;
            return false;
        } catch (IOException e) {
            search.fail("its file cannot be read: " + e.getMessage());
            return false;
        }
    }

    private void offerPartial() {
        if (splitter.hasPartial()) {
            byte[] partial = splitter.partial();
            line(partial, 0, partial.length);
        }
    }
}
