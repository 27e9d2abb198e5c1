package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;

/**
 * Searches a file that the process writes by itself, from the beginning of one incarnation. The file is looked at again and
 * again while somebody waits for the answer, and only then.
 */
final class FileSearch implements Runnable {

    private static final int CHUNK = 64 * 1024;
    /** Others need the thread too. */
    private static final int CHUNKS_AT_ONCE = 64;
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

    FileSearch(LineSearch search, FileTail tail, int longestLine, LineSearches searches, EngineExecutors executors) {
        this.search = search;
        this.tail = tail;
        this.splitter = new LineSplitter(longestLine, this::line);
        this.searches = searches;
        this.executors = executors;
    }

    private void line(byte[] source, int offset, int length) {
        if (!search.isDecided()) {
            search.offerPast(LineSearches.text(source, offset, length));
        }
    }

    /** Somebody waits for the answer, or the process has ended. */
    void wake() {
        if (busy.compareAndSet(false, true)) {
            executors.pool().execute(this);
        }
    }

    /** Nothing more will be written. */
    void end() {
        ended = true;
        wake();
    }

    @Override
    public void run() {
        // In this order: what was written before the end must be seen.
        boolean last = ended;
        boolean more = look();
        if (search.isDecided() || last && !more) {
            searches.historyDone(search);
        } else if (more) {
            pauseMillis = SHORTEST_PAUSE_MILLIS;
            executors.pool().execute(this);
        } else if (search.isAwaited() || ended) {
            executors.timer().schedule(() -> executors.pool().execute(this), pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        } else {
            rest();
        }
    }

    private void rest() {
        busy.set(false);
        // Somebody may have come in between, and has seen that it was busy.
        if (search.isAwaited() || ended) {
            wake();
        }
    }

    /** Searches some of what is there; says whether there is more. */
    private boolean look() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int i = 0; i < CHUNKS_AT_ONCE && !search.isDecided(); i++) {
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
            // The process has been started again, or is not wanted any more.
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
