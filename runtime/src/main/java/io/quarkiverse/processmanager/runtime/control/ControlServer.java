package io.quarkiverse.processmanager.runtime.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Accepts connections and moves their bytes, on one thread for all of them. A connection begins with the facts of the
 * application, and has one request and its answer. A slow client delays nothing, because only its own answer waits for it.
 */
final class ControlServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ControlServer.class);
    private static final int MOST_CONNECTIONS = 256;
    private static final int READ_BYTES = 16 * 1024;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final long CLOSE_MILLIS = 2_000;
    /** An error of this number of turns in a row is no shortage that passes. */
    private static final int MOST_FAILED_TURNS = 100;

    private final ServerSocketChannel socket;
    private final Selector selector;
    private final PeerCheck peers;
    private final String greeting;
    private final BiConsumer<String, Answer> requests;
    private final ExecutorService workers = EngineThreads.unboundedPool("control-request");
    private final Thread thread = EngineThreads.create("control", this::run);
    private final Queue<ControlConnection> toWrite = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);
    private SelectionKey acceptKey;
    private volatile boolean closing;

    /**
     * @param socket bound to the path of the socket; the server closes it
     * @param requests answers a request, on a thread that may be blocked
     */
    ControlServer(ServerSocketChannel socket, PeerCheck peers, SocketFacts facts, BiConsumer<String, Answer> requests)
            throws IOException {
        this.socket = socket;
        this.peers = peers;
        this.greeting = facts.toJson();
        this.requests = requests;
        this.selector = Selector.open();
    }

    void start() throws IOException {
        socket.configureBlocking(false);
        acceptKey = socket.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    private void run() {
        try {
            int failedTurns = 0;
            while (!closing) {
                failedTurns = turn() ? 0 : failedTurns + 1;
                if (failedTurns > MOST_FAILED_TURNS) {
                    throw new IOException("each of the last " + failedTurns + " turns has failed");
                }
            }
        } catch (IOException e) {
            LOG.warnf(
                    "the control socket has stopped, so the command line cannot reach the processes until the application starts"
                            + " again: %s",
                    e.getMessage());
        } finally {
            release();
        }
    }

    /** Waits for the next event and serves it. Returns whether nothing unexpected has failed, such as the memory of the JVM. */
    private boolean turn() throws IOException {
        try {
            // Without a connection nothing can expire.
            boolean resting = selector.keys().size() == 1 && acceptKey.interestOps() != 0;
            selector.select(resting ? 0 : Durations.millis(REQUEST_TIMEOUT) / 2);
            selector.selectedKeys().forEach(this::serve);
            selector.selectedKeys().clear();
            writeAll();
            if (!closing) {
                closeIdle();
            }
            return true;
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            return false;
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.isValid()) {
                transfer(key);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.debugf(e, "a connection to the control socket is lost");
            if (key.attachment() instanceof ControlConnection connection) {
                connection.close();
            } else {
                // The system refuses another file; the next round tries again.
                key.interestOps(0);
            }
        }
    }

    private void transfer(SelectionKey key) throws IOException {
        ControlConnection connection = (ControlConnection) key.attachment();
        if (key.isReadable()) {
            connection.read(input);
        }
        if (connection.write()) {
            connection.close();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = socket.accept();
        if (channel == null) {
            return;
        }
        // The keys are those of the connections and that of the socket.
        if (selector.keys().size() > MOST_CONNECTIONS || !peers.accepts(channel)) {
            LOG.debug("a connection to the control socket is refused");
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        ControlConnection connection = new ControlConnection(channel, this::request, this::wantsToWrite);
        connection.registered(channel.register(selector, SelectionKey.OP_READ, connection));
        connection.line(greeting);
    }

    private void request(String request, Answer answer) {
        workers.execute(() -> {
            try {
                requests.accept(request, answer);
            } catch (RuntimeException | Error e) {
                Refusals.send(answer, e);
            }
        });
    }

    private void wantsToWrite(ControlConnection connection) {
        toWrite.add(connection);
        selector.wakeup();
    }

    private void writeAll() {
        for (ControlConnection next = toWrite.poll(); next != null; next = toWrite.poll()) {
            try {
                if (next.write()) {
                    next.close();
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.debugf(e, "a connection to the control socket is lost");
                next.close();
            }
        }
    }

    private void closeIdle() {
        acceptKey.interestOps(SelectionKey.OP_ACCEPT);
        long now = SystemClock.nanos();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof ControlConnection connection
                    && connection.isIdle(now, Durations.nanos(REQUEST_TIMEOUT))) {
                connection.close();
            }
        }
    }

    private void release() {
        try {
            writeAll();
            selector.keys().forEach(key -> {
                if (key.attachment() instanceof ControlConnection connection) {
                    connection.close();
                }
            });
            socket.close();
            selector.close();
        } catch (IOException e) {
            LOG.debugf(e, "cannot close the control socket");
        }
    }

    /** Closes the socket and all connections, after what their clients take at once. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdown();
    }
}
