package io.quarkiverse.processmanager.benchmarks;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Predicate;

/** One process of the plain loop, and the thread that reads its output, awaits its exit and starts it again. */
final class LoopProcess {

    private static final int RING = 1 << 20;
    private static final int CHUNK = 16 * 1024;

    private final Planned planned;
    private final Predicate<LoopProcess> ended;
    /** Grows with the output, to the full size at most. */
    private byte[] ring = new byte[0];
    private long size;
    private long lines;
    private volatile Process current;

    /** @param ended is called at each exit; returns whether the process starts again */
    LoopProcess(Planned planned, Predicate<LoopProcess> ended) {
        this.planned = planned;
        this.ended = ended;
    }

    Planned planned() {
        return planned;
    }

    Process current() {
        return current;
    }

    /** The number of lines; to be called by the thread of the process. */
    long lines() {
        return lines;
    }

    void start() throws IOException {
        current = spawn();
        Thread thread = new Thread(this::run, planned.id());
        thread.setDaemon(true);
        thread.start();
    }

    private Process spawn() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(planned.command()).redirectErrorStream(true);
        if (planned.output().equals("direct")) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(planned.path())));
        }
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void run() {
        try {
            read();
            current.waitFor();
            while (ended.test(this)) {
                current = spawn();
                read();
                current.waitFor();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = current.getInputStream();
                OutputStream file = planned.output().equals("file") ? new FileOutputStream(planned.path(), true)
                        : OutputStream.nullOutputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                file.write(chunk, 0, count);
                keep(chunk, count);
            }
        }
    }

    private void keep(byte[] chunk, int count) {
        if (ring.length < RING && size + count > ring.length) {
            ring = Arrays.copyOf(ring, (int) Math.min(RING, Math.max(2 * (size + count), 1024)));
        }
        int at = (int) (size % ring.length);
        int first = Math.min(count, ring.length - at);
        System.arraycopy(chunk, 0, ring, at, first);
        System.arraycopy(chunk, first, ring, 0, count - first);
        size += count;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                lines++;
            }
        }
    }
}
