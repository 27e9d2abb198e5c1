package io.quarkiverse.processmanager.deployment.console;

import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.aesh.terminal.Connection;
import org.aesh.terminal.tty.Signal;
import org.aesh.terminal.tty.Size;

import io.quarkus.dev.console.QuarkusConsole;

/**
 * The terminal of dev mode while a full screen has it: the keys go to the full screen, and what the console prints is held back.
 * {@link #close()} gives everything back. Ctrl-C and the end of dev mode close it first, and then reach Quarkus. Ctrl-Z closes it
 * first, and then stops the JVM, so that the shell has its terminal.
 */
final class BorrowedTerminal implements AutoCloseable {

    private static final String ESCAPE = "\u001b[";
    private static final String ALTERNATE_BUFFER = ESCAPE + "?1049h";
    private static final String CLEAR = ESCAPE + "0m" + ESCAPE + "2J" + ESCAPE + "H";
    /** Some terminals have no alternate buffer, so the full screen is cleared in any case. */
    private static final String FORMER_BUFFER = ESCAPE + "?1049l";
    private static final String MOUSE_OFF = ESCAPE + "?1006l" + ESCAPE + "?1002l" + ESCAPE + "?1000l";
    private static final String PASTE_MARKS_OFF = ESCAPE + "?2004l";
    private static final String CURSOR_ON = ESCAPE + "?25h";
    /** The status lines of Quarkus that wait: far more than the status lines of usual work. */
    private static final int MOST_WAITING = 1000;
    private static final int LAST = 1_000_000;

    private final QuarkusTerminal quarkus;
    private final Connection connection;
    private final boolean inTerminalMode;
    private final HeldOutput held = new HeldOutput();
    private final TypedKeys keys = new TypedKeys();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private final Handlers before;
    private final Handlers own = new Handlers(keys::add, this::resize, this::signal, this::end);
    private final Size sizeBefore;
    private final Suspension suspension = new Suspension(this::close);
    private volatile Size size;
    /** Whether the console closes. With another size it would enter the raw mode again, and the shell would have it. */
    private volatile boolean ended;
    private volatile Runnable resized = () -> {
    };

    /** The receivers of one connection. */
    private record Handlers(Consumer<int[]> stdin, Consumer<Size> size, Consumer<Signal> signal, Consumer<Void> close) {

        static Handlers of(Connection connection) {
            return new Handlers(connection.getStdinHandler(), connection.getSizeHandler(), connection.getSignalHandler(),
                    connection.getCloseHandler());
        }

        void set(Connection connection) {
            connection.setStdinHandler(stdin);
            connection.setSizeHandler(size);
            connection.setSignalHandler(signal);
            connection.setCloseHandler(close);
        }

        /** Sets those back that nothing has replaced since. */
        void replace(Handlers own, Connection connection) {
            if (connection.getStdinHandler() == own.stdin) {
                connection.setStdinHandler(stdin);
            }
            if (connection.getSizeHandler() == own.size) {
                connection.setSizeHandler(size);
            }
            if (connection.getSignalHandler() == own.signal) {
                connection.setSignalHandler(signal);
            }
            if (connection.getCloseHandler() == own.close) {
                connection.setCloseHandler(close);
            }
        }
    }

    /** Takes the terminal. */
    BorrowedTerminal(QuarkusTerminal quarkus) {
        this.quarkus = quarkus;
        connection = quarkus.connection();
        sizeBefore = connection.size();
        size = sizeBefore;
        inTerminalMode = quarkus.isPaused();
        before = Handlers.of(connection);
        QuarkusConsole.addOutputFilter(held);
        quarkus.pause();
        own.set(connection);
        suspension.begin();
        write((inTerminalMode ? "" : ALTERNATE_BUFFER) + CLEAR);
    }

    TypedKeys keys() {
        return keys;
    }

    Charset charset() {
        return quarkus.charset();
    }

    /** Takes the next character, or waits for it. */
    int read(int timeoutMs) {
        quarkus.dropMoreThan(MOST_WAITING);
        return keys.read(timeoutMs);
    }

    /** The size now. To ask the terminal itself takes a process, so this is what the last signal said. */
    Size size() {
        return size;
    }

    void onResize(Runnable handler) {
        resized = handler;
    }

    /** Writes to the terminal, or nothing after the close. */
    void write(String text) {
        writing.lock();
        try {
            if (!closed.get()) {
                connection.write(text);
            }
        } finally {
            writing.unlock();
        }
        quarkus.dropMoreThan(MOST_WAITING);
    }

    /** Gives the terminal back. Only the first call has an effect. */
    @Override
    public void close() {
        close(false);
    }

    private void close(boolean atEnd) {
        if (!leave()) {
            return;
        }
        suspension.close();
        keys.end();
        before.replace(own, connection);
        boolean moved = size != sizeBefore;
        if (moved) {
            // What waits was made for a window of another size.
            quarkus.dropMoreThan(0);
        }
        if (!inTerminalMode) {
            quarkus.resume();
        }
        try {
            if (!atEnd) {
                drawConsole(moved);
            }
        } finally {
            // A text of many lines would overwrite its end with the status lines if these have become fewer.
            Consumer<String> print = line -> quarkus.console().write(false, line);
            held.replay(print);
            QuarkusConsole.removeOutputFilter(held);
            held.take().forEach(print);
        }
    }

    /** The console draws its status lines: a terminal without alternate buffer has lost them, and some may have been dropped. */
    private void drawConsole(boolean moved) {
        if (moved) {
            before.size().accept(size);
        } else if (!inTerminalMode) {
            quarkus.console().registerStatusLine(LAST).close();
        }
    }

    /** Writes the last sequences, unless the terminal has stopped its output. */
    private boolean leave() {
        boolean locked = QuarkusTerminal.acquire(writing);
        try {
            boolean first = closed.compareAndSet(false, true);
            if (first && locked) {
                connection.write(PASTE_MARKS_OFF + MOUSE_OFF + CLEAR + (inTerminalMode ? "" : FORMER_BUFFER) + CURSOR_ON);
            }
            return first;
        } finally {
            if (locked) {
                writing.unlock();
            }
        }
    }

    private void resize(Size now) {
        size = now;
        resized.run();
        if (closed.get() && !ended) {
            // The thread of the signal took this handler before the close, and asked the terminal for its size during the close.
            before.size().accept(now);
        }
    }

    private void signal(Signal signal) {
        if (signal == Signal.INT) {
            close(false);
        }
        if (before.signal() != null) {
            before.signal().accept(signal);
        }
    }

    private void end(Void nothing) {
        ended = true;
        close(true);
        if (before.close() != null) {
            before.close().accept(nothing);
        }
    }
}
