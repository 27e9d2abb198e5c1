package io.quarkiverse.processmanager.runtime.process.output.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * The last bytes that one process has written to its terminal, with their control sequences: another terminal that reads them
 * shows the same screen. It has no memory before the first byte. Safe for use by several threads.
 */
public final class Screen {

    /** Several screens, as programs redraw parts of them. */
    static final int MOST_BYTES = 64 * 1024;
    private static final int FIRST_BYTES = 1024;
    /**
     * Undoes what a killed program can have left: the other screen, reports of the mouse, a hidden cursor, modes and colours. A new
     * line follows.
     */
    private static final byte[] RESET = "\u001b[?1049l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[?2004l\u001b[!p\u001b[0m\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private byte[] ring = new byte[0];
    /** The number of bytes so far. */
    private long end;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

    /** Another incarnation of the process begins. */
    public void restarts() {
        synchronized (this) {
            if (end == 0) {
                return;
            }
        }
        append(RESET, RESET.length);
    }

    /** Adds bytes that the process has written. Returns at once. */
    public void append(byte[] bytes, int size) {
        synchronized (this) {
            int kept = Math.min(size, MOST_BYTES);
            grow(kept);
            end += size - kept;
            for (int from = size - kept; from < size;) {
                int at = (int) (end % ring.length);
                int part = Math.min(size - from, ring.length - at);
                System.arraycopy(bytes, from, ring, at, part);
                from += part;
                end += part;
            }
        }
        for (Reader reader : readers) {
            reader.news.run();
        }
    }

    /** Below the most bytes the ring has never wrapped, so a larger one begins with the same bytes. */
    private void grow(int more) {
        int needed = (int) Math.min(MOST_BYTES, end + more);
        if (needed > ring.length) {
            int doubled = Math.max(FIRST_BYTES, 2 * ring.length);
            ring = Arrays.copyOf(ring, Math.min(MOST_BYTES, Math.max(needed, doubled)));
        }
    }

    /** A feed that begins with the oldest kept byte. */
    public ProcessRunner.Feed<byte[]> follow(Runnable news) {
        Reader reader = new Reader(news);
        readers.add(reader);
        return reader;
    }

    private final class Reader implements ProcessRunner.Feed<byte[]> {

        private final Runnable news;
        private long position;
        private long lost;
        private boolean begun;
        private long last = Long.MAX_VALUE;

        private Reader(Runnable news) {
            this.news = news;
        }

        @Override
        public List<byte[]> next(int most) {
            synchronized (Screen.this) {
                long to = Math.min(end, last);
                long oldest = Math.max(0, end - ring.length);
                if (position < oldest) {
                    lost += begun ? oldest - position : 0;
                    position = oldest;
                }
                begun = true;
                if (position >= to || most < 1) {
                    return List.of();
                }
                byte[] bytes = new byte[(int) (to - position)];
                int at = (int) (position % ring.length);
                int first = Math.min(bytes.length, ring.length - at);
                System.arraycopy(ring, at, bytes, 0, first);
                System.arraycopy(ring, 0, bytes, first, bytes.length - first);
                position = to;
                return List.of(bytes);
            }
        }

        @Override
        public long lost() {
            synchronized (Screen.this) {
                return lost;
            }
        }

        @Override
        public void close() {
            readers.remove(this);
            synchronized (Screen.this) {
                last = Math.min(last, end);
            }
        }

        @Override
        public void discard() {
            close();
            synchronized (Screen.this) {
                position = last;
            }
        }
    }
}
