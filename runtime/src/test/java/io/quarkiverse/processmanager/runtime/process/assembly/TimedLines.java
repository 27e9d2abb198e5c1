package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines that another process writes, with a deadline for each: a read of a pipe cannot be interrupted, and a process that writes
 * nothing would stop all tests. A thread reads, so the process never waits for its reader.
 */
final class TimedLines {

    private static final int SHOWN = 50;

    private final BufferedReader reader;
    private final Duration patience;
    /** Empty at the end. */
    private final BlockingQueue<Optional<String>> unread = new LinkedBlockingQueue<>();
    /** The last lines that the test has read. */
    private final Deque<String> last = new ArrayDeque<>();

    TimedLines(BufferedReader reader, Duration patience) {
        this.reader = reader;
        this.patience = patience;
        Thread thread = new Thread(this::read, "lines of another process");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                unread.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The process was destroyed.
        } finally {
            unread.add(Optional.empty());
        }
    }

    /** The next line; empty at the end. Fails if none comes in time. */
    Optional<String> next() throws IOException {
        Optional<String> next = poll();
        if (next == null) {
            throw new IOException("no further line within " + patience.toSeconds() + " s after " + last);
        }
        if (next.isEmpty()) {
            unread.add(next);
            return next;
        }
        last.add(next.get());
        if (last.size() > SHOWN) {
            last.remove();
        }
        return next;
    }

    private Optional<String> poll() throws IOException {
        try {
            return unread.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted after " + last, e);
        }
    }

    /** The last lines that {@link #next()} has returned. */
    @Override
    public String toString() {
        return last.toString();
    }
}
