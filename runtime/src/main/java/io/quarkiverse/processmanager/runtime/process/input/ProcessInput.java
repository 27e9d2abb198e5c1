package io.quarkiverse.processmanager.runtime.process.input;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.process.libc.NativeProcess;

/**
 * The writing end of the standard input of one process. A write can wait as long as the process does not read, so a thread of the
 * pool writes the texts, one after the other; the thread exists only while there is something to write. Safe for use by several
 * threads.
 */
public final class ProcessInput {

    /** More than that waits only for a process that does not read. */
    private static final int MOST_BYTES = 1 << 20;
    /** Ctrl-D, the end of the input of a terminal. */
    private static final String END_OF_TRANSMISSION = "\u0004";

    private final OutputStream stream;
    private final Executor pool;
    private final boolean terminal;
    /** A close of the pipe of the JDK waits for the write that goes on, and that of the native way ends it. */
    private final Optional<NativeProcess> direct;
    private final Queue<Text> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean ended;

    private record Text(byte[] bytes, CompletableFuture<Void> written) {
    }

    /** @param terminal whether the process has a terminal, which the native way has made */
    public ProcessInput(Process process, boolean terminal, Executor pool) {
        this.stream = process.getOutputStream();
        this.direct = process instanceof NativeProcess child ? Optional.of(child) : Optional.empty();
        this.terminal = terminal;
        this.pool = pool;
    }

    private ProcessInput(Executor pool) {
        this.stream = OutputStream.nullOutputStream();
        this.direct = Optional.empty();
        this.terminal = false;
        this.pool = pool;
        this.ended = true;
    }

    /** The input of a process that this JVM has not started. */
    public static ProcessInput none() {
        return new ProcessInput(Runnable::run);
    }

    /**
     * Sends a text.
     *
     * @return completes when the system has taken all bytes; fails with an {@link IOException} whose message is the end of a
     *         sentence
     */
    public CompletionStage<Void> send(String text) {
        Text next = new Text(text.getBytes(StandardCharsets.UTF_8), new CompletableFuture<>());
        synchronized (this) {
            if (ended) {
                return CompletableFuture.failedStage(new IOException("its input has ended"));
            }
            if (waitingBytes + next.bytes().length > MOST_BYTES) {
                return CompletableFuture.failedStage(
                        new IOException("it does not read its input, and " + waitingBytes + " bytes wait already"));
            }
            add(next);
        }
        return next.written();
    }

    private void add(Text next) {
        waiting.add(next);
        waitingBytes += next.bytes().length;
        if (writing) {
            return;
        }
        try {
            pool.execute(this::write);
            writing = true;
        } catch (RuntimeException | OutOfMemoryError e) {
            waiting.clear();
            waitingBytes = 0;
            next.written().completeExceptionally(new IOException("the system refuses a thread for it", e));
        }
    }

    private void write() {
        for (Text next = head(); next != null; next = head()) {
            try {
                stream.write(next.bytes());
                stream.flush();
                written(next);
                next.written().complete(null);
            } catch (IOException e) {
                fail(new IOException("it no longer reads its input", e));
            }
        }
    }

    private synchronized @Nullable Text head() {
        Text next = waiting.peek();
        if (next == null) {
            writing = false;
            if (ended) {
                close();
            }
        }
        return next;
    }

    private synchronized void written(Text text) {
        waiting.remove(text);
        waitingBytes -= text.bytes().length;
    }

    private void fail(IOException why) {
        Queue<Text> lost;
        synchronized (this) {
            lost = new ArrayDeque<>(waiting);
            waiting.clear();
            waitingBytes = 0;
        }
        lost.forEach(text -> text.written().completeExceptionally(why));
    }

    /**
     * Ends the input: closes the pipe, or presses Ctrl-D in the terminal, which stays open for the output. The texts so far are
     * still sent if the process reads them. Returns at once. Further calls do nothing.
     */
    public synchronized void end() {
        if (ended) {
            return;
        }
        if (terminal && !writing) {
            add(new Text(END_OF_TRANSMISSION.getBytes(StandardCharsets.UTF_8), new CompletableFuture<>()));
        }
        ended = true;
        if (!terminal && (!writing || direct.isPresent())) {
            close();
        }
    }

    /** The terminal is closed with the output, or when the process has been reaped. */
    private void close() {
        if (terminal) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // The process has exited, or has closed its end.
        }
    }

    /** Sets the size of the terminal; does nothing without one. */
    public void resize(int columns, int rows) throws IOException {
        if (terminal && direct.isPresent()) {
            direct.get().resize(columns, rows);
        }
    }
}
