package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import dev.tamboui.error.RuntimeIOException;
import dev.tamboui.terminal.Backend;
import dev.tamboui.terminal.Frame;
import dev.tamboui.terminal.Terminal;

/** The full screen of a terminal. The close brings the terminal back as it was. For one thread. */
final class Screen implements AutoCloseable {

    /** The terminal marks the begin and the end of a pasted text. One that does not know the mode ignores it. */
    private static final String PASTE_MARKS_ON = "\u001b[?2004h";
    private static final String PASTE_MARKS_OFF = "\u001b[?2004l";

    private final Backend backend;
    private final Terminal<Backend> terminal;
    private final Deque<Step> back = new ArrayDeque<>();

    private Screen(Backend backend) {
        this.backend = backend;
        this.terminal = new Terminal<>(backend);
    }

    static Screen open(Backend backend, boolean mouse) throws IOException {
        Screen screen = new Screen(backend);
        try {
            screen.enter(backend::enableRawMode, backend::disableRawMode);
            screen.enter(backend::enterAlternateScreen, backend::leaveAlternateScreen);
            if (mouse) {
                screen.enter(backend::enableMouseCapture, backend::disableMouseCapture);
            }
            screen.enter(() -> backend.writeRaw(PASTE_MARKS_ON), () -> backend.writeRaw(PASTE_MARKS_OFF));
            screen.enter(screen.terminal::hideCursor, backend::showCursor);
            screen.terminal.clear();
            return screen;
        } catch (IOException | RuntimeException e) {
            try {
                screen.close();
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** A step that fails can have been taken in part, so it is taken back, too. */
    private void enter(Step step, Step stepBack) throws IOException {
        back.push(stepBack);
        step.run();
    }

    /** Draws a frame; only cells that have changed are written. */
    void draw(Consumer<Frame> view) throws IOException {
        try {
            terminal.draw(view);
        } catch (RuntimeIOException e) {
            throw new IOException("cannot draw the monitor: " + e.getMessage(), e);
        }
    }

    /** Clears the screen, so that the next frame writes each cell. */
    void clear() {
        terminal.clear();
    }

    /** One step on the way to the full screen or back. */
    private interface Step {

        void run() throws IOException;
    }

    /** Takes each step back, the last one first, also behind one that fails. Does not close the backend. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        back.addLast(backend::flush);
        for (Step step : back) {
            try {
                step.run();
            } catch (IOException | RuntimeException e) {
                failure = failure == null ? new IOException("cannot restore the terminal: " + e.getMessage(), e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
