package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;

/**
 * The end of the output of a short command. A reader thread reads the pipe to its end, so that the command never waits for a
 * full pipe, and keeps the last {@value #BYTES} bytes.
 */
public final class CommandOutput implements SideOutput {

    private static final int BYTES = 4096;
    private static final int LINES = 20;
    private static final int BLOCK = 8192;

    private final ChildPipe pipe;
    private final byte[] ring = new byte[BYTES];
    private final CountDownLatch ended = new CountDownLatch(1);
    private long size;

    private CommandOutput(ChildPipe pipe) {
        this.pipe = pipe;
    }

    /** Starts to read the pipe on a thread of the executor. */
    public static CommandOutput read(ChildPipe pipe, Executor readers) {
        CommandOutput output = new CommandOutput(pipe);
        // Allocated here: a failure must be that of the caller, and not the end of a reader.
        byte[] block = new byte[Math.max(BLOCK, pipe.firstSize())];
        readers.execute(() -> output.readAll(block));
        return output;
    }

    private void readAll(byte[] block) {
        try {
            for (int read = pipe.read(block); read >= 0; read = pipe.read(block)) {
                keep(block, read);
            }
        } finally {
            ended.countDown();
            close();
        }
    }

    private synchronized void keep(byte[] block, int length) {
        for (int i = Math.max(0, length - BYTES); i < length; i++) {
            ring[(int) ((size + i) % BYTES)] = block[i];
        }
        size += length;
    }

    @Override
    public void awaitEnd(long millis) throws InterruptedException {
        ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The last lines that have been read, oldest first, without blank lines at the end. */
    @Override
    public synchronized List<String> lastLines() {
        int length = (int) Math.min(size, BYTES);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = ring[(int) ((size - length + i) % BYTES)];
        }
        int from = size > BYTES ? beginOfLine(text) : 0;
        int kept = AnsiEscapes.strip(text, from, length - from);
        List<String> lines = new ArrayList<>(
                new String(text, from, kept, StandardCharsets.UTF_8).stripTrailing().lines().toList());
        if (lines.size() > LINES) {
            return List.copyOf(lines.subList(lines.size() - LINES, lines.size()));
        }
        return List.copyOf(lines);
    }

    /** The first kept line lacks its beginning, unless it is the only one. */
    private static int beginOfLine(byte[] text) {
        for (int i = 0; i < text.length - 1; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // Nothing was left to read.
        }
    }
}
