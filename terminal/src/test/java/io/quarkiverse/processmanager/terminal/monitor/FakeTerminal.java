package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.buffer.DiffResult;
import dev.tamboui.layout.Position;
import dev.tamboui.layout.Rect;
import dev.tamboui.layout.Size;
import dev.tamboui.terminal.Backend;

/** A terminal in memory. It remembers its modes, and fails on demand. */
final class FakeTerminal implements Backend {

    private static final int GONE = -1;

    private final LinkedBlockingDeque<Integer> keys = new LinkedBlockingDeque<>();
    private final List<String> modes = new ArrayList<>();
    private Buffer screen;
    private Runnable resized = () -> {
    };
    private boolean broken;
    private String failing = "";
    private int draws;

    FakeTerminal(int width, int height) {
        screen = Buffer.empty(Rect.of(width, height));
    }

    void type(String text) {
        text.chars().forEach(keys::add);
    }

    /** The connection of the terminal is lost. */
    void hangUp() {
        keys.add(GONE);
    }

    /** Each further draw fails. */
    synchronized void breakDown() {
        broken = true;
    }

    /** A mode cannot be changed. */
    synchronized void failAt(String method) {
        failing = method;
    }

    private void check(String method) throws IOException {
        if (failing.equals(method)) {
            throw new IOException(method);
        }
    }

    void resize(int width, int height) {
        Runnable handler;
        synchronized (this) {
            screen = Buffer.empty(Rect.of(width, height));
            handler = resized;
        }
        handler.run();
    }

    synchronized List<String> lines() {
        return Sample.lines(screen);
    }

    synchronized String text() {
        return String.join("\n", lines());
    }

    /** The modes that are on. */
    synchronized List<String> modes() {
        return List.copyOf(modes);
    }

    synchronized int draws() {
        return draws;
    }

    int unread() {
        return keys.size();
    }

    @Override
    public synchronized void draw(DiffResult diff) throws IOException {
        if (broken) {
            throw new IOException("broken pipe");
        }
        draws++;
        for (int index = 0; index < diff.size(); index++) {
            screen.set(diff.getX(index), diff.getY(index), diff.getCell(index));
        }
    }

    @Override
    public int read(int timeoutMillis) {
        try {
            Integer key = keys.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            return key == null ? -2 : key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -2;
        }
    }

    @Override
    public int peek(int timeoutMillis) {
        throw new UnsupportedOperationException("the monitor only reads");
    }

    @Override
    public synchronized void clear() {
        screen = Buffer.empty(screen.area());
    }

    @Override
    public synchronized Size size() {
        return new Size(screen.width(), screen.height());
    }

    @Override
    public synchronized void onResize(Runnable handler) {
        resized = handler;
    }

    @Override
    public synchronized void hideCursor() {
        modes.add("cursor hidden");
    }

    @Override
    public synchronized void showCursor() {
        modes.removeIf("cursor hidden"::equals);
    }

    @Override
    public synchronized void enterAlternateScreen() {
        modes.add("alternate");
    }

    @Override
    public synchronized void leaveAlternateScreen() throws IOException {
        check("leaveAlternateScreen");
        modes.remove("alternate");
    }

    @Override
    public synchronized void enableRawMode() {
        modes.add("raw");
    }

    @Override
    public synchronized void disableRawMode() {
        modes.remove("raw");
    }

    @Override
    public synchronized void enableMouseCapture() throws IOException {
        check("enableMouseCapture");
        modes.add("mouse");
    }

    @Override
    public synchronized void disableMouseCapture() {
        modes.remove("mouse");
    }

    @Override
    public synchronized void writeRaw(String sequence) {
        switch (sequence) {
            case "\u001B[?2004h" -> modes.add("paste marks");
            case "\u001B[?2004l" -> modes.remove("paste marks");
            default -> throw new UnsupportedOperationException(sequence);
        }
    }

    @Override
    public Position getCursorPosition() {
        return Position.ORIGIN;
    }

    @Override
    public void setCursorPosition(Position position) {
        // The cursor is not part of the lines.
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("the monitor leaves the terminal open");
    }
}
