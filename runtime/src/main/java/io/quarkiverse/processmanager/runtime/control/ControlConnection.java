package io.quarkiverse.processmanager.runtime.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * One connection: one request, and the lines of its answer. The thread of the server reads and writes; any thread adds lines.
 */
final class ControlConnection implements Answer {

    /** A request names processes and options, and no more. */
    static final int LONGEST_REQUEST = 64 * 1024;
    private static final int FULL_BYTES = 256 * 1024;

    private final SocketChannel channel;
    private final BiConsumer<String, Answer> requests;
    private final Consumer<ControlConnection> changed;
    private final long opened = SystemClock.nanos();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private SelectionKey key;
    private boolean requested;
    private boolean inputEnded;
    private long bytes;
    private boolean ended;
    private boolean closed;
    private long outputEnded;
    private Optional<Runnable> cancel = Optional.empty();

    /**
     * @param requests receives the request on the thread of the server, and must return at once
     * @param changed receives the connection when it has something to write; from any thread
     */
    ControlConnection(SocketChannel channel, BiConsumer<String, Answer> requests, Consumer<ControlConnection> changed) {
        this.channel = channel;
        this.requests = requests;
        this.changed = changed;
    }

    /** Called once, before everything else. */
    void registered(SelectionKey given) {
        key = given;
    }

    /** Whether the client has sent no request for this long, or has not closed its side for this long after the answer. */
    boolean isIdle(long now, long limitNanos) {
        return !requested && now - opened > limitNanos || outputEnded != 0 && now - outputEnded > limitNanos;
    }

    /** Reads what is there. Input behind the request is dropped. */
    void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            inputEnds();
        } else if (!requested) {
            take(buffer.array(), count);
        }
    }

    private void take(byte[] input, int count) {
        for (int index = 0; index < count; index++) {
            if (input[index] == '\n') {
                requested = true;
                requests.accept(request.toString(StandardCharsets.UTF_8), this);
                return;
            }
            request.write(input[index]);
        }
        if (request.size() > LONGEST_REQUEST) {
            requested = true;
            request.reset();
            Refusals.send(this, "INVALID", "cannot read the request: it is longer than " + LONGEST_REQUEST + " bytes");
        }
    }

    private void inputEnds() {
        Optional<Runnable> then = Optional.empty();
        synchronized (this) {
            inputEnded = true;
            if (!requested) {
                ended = true;
            } else if (cancel.isPresent()) {
                then = cancel;
                cancel = Optional.empty();
                ended = true;
            }
        }
        then.ifPresent(Runnable::run);
    }

    /**
     * Writes as much as the client takes. Behind the answer the connection waits until the client has closed its side: a close
     * with unread input would take the answer from the client.
     *
     * @return whether the connection is over
     */
    boolean write() throws IOException {
        List<Runnable> ready = List.of();
        boolean over;
        synchronized (this) {
            boolean more = true;
            while (more && !unsent.isEmpty()) {
                bytes -= channel.write(unsent.peek());
                more = !unsent.peek().hasRemaining();
                if (more) {
                    unsent.remove();
                }
            }
            if (!isFull() && !waiting.isEmpty()) {
                ready = List.copyOf(waiting);
                waiting.clear();
            }
            key.interestOps((unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE) | (inputEnded ? 0 : SelectionKey.OP_READ));
            over = ended && unsent.isEmpty();
        }
        if (over && outputEnded == 0) {
            outputEnded = SystemClock.nanos();
            channel.shutdownOutput();
        }
        ready.forEach(Runnable::run);
        return over && inputEnded;
    }

    /** Closes the connection, and cancels an answer without an end. */
    void close() {
        Optional<Runnable> then;
        synchronized (this) {
            closed = true;
            ended = true;
            unsent.clear();
            bytes = 0;
            waiting.clear();
            then = cancel;
            cancel = Optional.empty();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is lost anyway.
        }
        then.ifPresent(Runnable::run);
    }

    @Override
    public void line(String json) {
        ByteBuffer line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            if (ended) {
                return;
            }
            bytes += line.remaining();
            unsent.add(line);
        }
        changed.accept(this);
    }

    @Override
    public void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            cancel = Optional.empty();
        }
        line("{\"end\":true}");
        synchronized (this) {
            ended = true;
        }
        changed.accept(this);
    }

    @Override
    public synchronized boolean isFull() {
        return bytes > FULL_BYTES;
    }

    @Override
    public void whenDrained(Runnable action) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (isFull()) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void follow(Runnable action) {
        synchronized (this) {
            if (!ended && !inputEnded) {
                cancel = Optional.of(action);
                return;
            }
        }
        action.run();
    }
}
