package io.quarkiverse.processmanager.deployment.console;

import java.io.IOException;

import dev.tamboui.layout.Size;
import io.quarkiverse.processmanager.terminal.screen.FrameBackend;

/**
 * Draws with TamboUI on the terminal that the console of Quarkus has opened. The terminal is in raw mode and in the alternate
 * buffer from the beginning to {@link #close()}. One thread draws, one thread reads.
 */
final class ConnectionBackend extends FrameBackend {

    private final BorrowedTerminal terminal;

    ConnectionBackend(BorrowedTerminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected void send(String text) {
        terminal.write(text);
    }

    @Override
    public Size size() {
        return new Size(terminal.size().getWidth(), terminal.size().getHeight());
    }

    @Override
    public void enterAlternateScreen() {
    }

    @Override
    public void leaveAlternateScreen() {
    }

    @Override
    public void enableRawMode() {
    }

    @Override
    public void disableRawMode() {
    }

    @Override
    public void onResize(Runnable handler) {
        terminal.onResize(handler);
    }

    @Override
    public int read(int timeoutMs) throws IOException {
        return terminal.read(timeoutMs);
    }

    @Override
    public int peek(int timeoutMs) throws IOException {
        return terminal.keys().peek(timeoutMs);
    }

    @Override
    public void close() {
        drop();
        terminal.close();
    }
}
