package io.quarkiverse.processmanager.deployment.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.tamboui.layout.Position;
import dev.tamboui.layout.Size;
import dev.tamboui.terminal.AbstractBackend;

/**
 * Draws with TamboUI on the terminal that the console of Quarkus has opened. A frame is one write. The terminal is in raw mode and
 * in the alternate buffer from the beginning to {@link #close()}. One thread draws, one thread reads.
 */
final class ConnectionBackend extends AbstractBackend {

    private static final String ESCAPE = "\u001b[";
    /** Clicks and the wheel, with coordinates of any size. */
    private static final String MOUSE_ON = ESCAPE + "?1000h" + ESCAPE + "?1006h";
    private static final String MOUSE_OFF = ESCAPE + "?1006l" + ESCAPE + "?1000l";

    private final BorrowedTerminal terminal;
    private final StringBuilder frame = new StringBuilder();

    ConnectionBackend(BorrowedTerminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void flush() {
        if (!frame.isEmpty()) {
            terminal.write(frame.toString());
            frame.setLength(0);
        }
    }

    @Override
    public void clear() {
        frame.append(ESCAPE).append("0m").append(ESCAPE).append("2J").append(ESCAPE).append('H');
        flush();
    }

    @Override
    public Size size() {
        return new Size(terminal.size().getWidth(), terminal.size().getHeight());
    }

    @Override
    public void showCursor() {
        frame.append(ESCAPE).append("?25h");
        flush();
    }

    @Override
    public void hideCursor() {
        frame.append(ESCAPE).append("?25l");
        flush();
    }

    /** The origin: the terminal is not asked, because its answer would be among the keys. */
    @Override
    public Position getCursorPosition() {
        return Position.ORIGIN;
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
    public void enableMouseCapture() {
        frame.append(MOUSE_ON);
        flush();
    }

    @Override
    public void disableMouseCapture() {
        frame.append(MOUSE_OFF);
        flush();
    }

    @Override
    public void writeRaw(byte[] data) {
        frame.append(new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public void writeRaw(String data) {
        frame.append(data);
    }

    @Override
    public void writeRaw(CharSequence data) {
        frame.append(data);
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
        frame.setLength(0);
        terminal.close();
    }
}
