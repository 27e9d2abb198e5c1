package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.util.function.Consumer;

import dev.tamboui.terminal.Backend;
import dev.tamboui.terminal.Frame;
import dev.tamboui.terminal.Terminal;

/** The full screen of a terminal. The close brings the terminal back as it was. For one thread. */
final class Screen implements AutoCloseable {

    private final Backend backend;
    private final boolean mouse;
    private final Terminal<Backend> terminal;

    private Screen(Backend backend, boolean mouse) {
        this.backend = backend;
        this.mouse = mouse;
        this.terminal = new Terminal<>(backend);
    }

    static Screen open(Backend backend, boolean mouse) throws IOException {
        Screen screen = new Screen(backend, mouse);
        try {
            backend.enableRawMode();
            backend.enterAlternateScreen();
            if (mouse) {
                backend.enableMouseCapture();
            }
            screen.terminal.hideCursor();
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

    /** Draws a frame; only cells that have changed are written. */
    void draw(Consumer<Frame> view) {
        terminal.draw(view);
    }

    /** Clears the screen, so that the next frame writes each cell. */
    void clear() {
        terminal.clear();
    }

    /** One step of the way back. */
    private interface Step {

        void run() throws IOException;
    }

    /** Takes each step back, also behind one that fails. Does not close the backend. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        Step[] steps = { () -> {
            if (mouse) {
                backend.disableMouseCapture();
            }
        }, backend::showCursor, backend::leaveAlternateScreen, backend::disableRawMode, backend::flush };
        for (Step step : steps) {
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
