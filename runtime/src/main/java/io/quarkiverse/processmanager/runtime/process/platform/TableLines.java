package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/** Reads a table of sockets below {@code /proc/net} line by line, and no further than the caller needs. For one thread. */
final class TableLines implements AutoCloseable {

    /** No kernel has smaller pages. */
    private static final int PAGE = 4096;
    /** A row has at most 200 characters. */
    private static final int ROW = 256;

    private final InputStream file;
    private final byte[] bytes = new byte[16 * PAGE];
    private final Queue<String> lines = new ArrayDeque<>();
    private String rest = "";
    private boolean ended;

    TableLines(Path path) throws IOException {
        file = new FileInputStream(path.toFile());
    }

    /** The next line; null at the end. */
    @Nullable
    String next() throws IOException {
        while (lines.isEmpty() && !ended) {
            read();
        }
        return lines.poll();
    }

    /**
     * The kernel fills a page before it returns, and each further read searches its table of connections again. So a read that
     * leaves room for a row is the last one.
     */
    private void read() throws IOException {
        int count = file.read(bytes);
        ended = count < PAGE - ROW;
        String text = rest + (count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.US_ASCII));
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        rest = text.substring(from);
        if (ended && !rest.isEmpty()) {
            lines.add(rest);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
