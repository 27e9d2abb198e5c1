package io.quarkiverse.processmanager.deployment.console;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.aesh.terminal.Attributes;
import org.aesh.terminal.Connection;
import org.aesh.terminal.Device;
import org.aesh.terminal.EventDecoder;
import org.aesh.terminal.tty.Capability;
import org.aesh.terminal.tty.Signal;
import org.aesh.terminal.tty.Size;

/** A terminal in memory, with the decoder of the real connection: a test types, resizes and reads what was written. */
final class FakeConnection implements Connection {

    private final EventDecoder decoder = new EventDecoder();
    private final StringBuilder written = new StringBuilder();
    private Consumer<Size> sizeHandler;
    private Consumer<Void> closeHandler;
    private Size size = new Size(80, 24);
    private Runnable beforeAttributes = () -> {
    };

    /** The user types this at once. */
    void type(String keys) {
        decoder.accept(keys.codePoints().toArray());
    }

    /** The user resizes the window. */
    void resize(int width, int height) {
        resize(width, height, sizeHandler);
    }

    /** Like the real connection, which takes the handler, and then asks the terminal for its size. That takes a process. */
    void resize(int width, int height, Consumer<Size> taken) {
        size = new Size(width, height);
        taken.accept(size);
    }

    /** Runs an action each time that the mode of the terminal is set. */
    void beforeAttributes(Runnable action) {
        beforeAttributes = action;
    }

    /** What was written since the last call. */
    synchronized String written() {
        String text = written.toString();
        written.setLength(0);
        return text;
    }

    @Override
    public Device device() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Consumer<Size> getSizeHandler() {
        return sizeHandler;
    }

    @Override
    public void setSizeHandler(Consumer<Size> handler) {
        sizeHandler = handler;
    }

    @Override
    public Consumer<Signal> getSignalHandler() {
        return decoder.getSignalHandler();
    }

    @Override
    public void setSignalHandler(Consumer<Signal> handler) {
        decoder.setSignalHandler(handler);
    }

    @Override
    public Consumer<int[]> getStdinHandler() {
        return decoder.getInputHandler();
    }

    @Override
    public void setStdinHandler(Consumer<int[]> handler) {
        decoder.setInputHandler(handler);
    }

    @Override
    public Consumer<int[]> stdoutHandler() {
        return codePoints -> {
            synchronized (this) {
                for (int codePoint : codePoints) {
                    written.appendCodePoint(codePoint);
                }
            }
        };
    }

    @Override
    public void setCloseHandler(Consumer<Void> handler) {
        closeHandler = handler;
    }

    @Override
    public Consumer<Void> getCloseHandler() {
        return closeHandler;
    }

    @Override
    public void close() {
        closeHandler.accept(null);
    }

    @Override
    public void openBlocking() {
    }

    @Override
    public void openNonBlocking() {
    }

    @Override
    public boolean put(Capability capability, Object... parameters) {
        return false;
    }

    @Override
    public Attributes getAttributes() {
        return new Attributes();
    }

    @Override
    public void setAttributes(Attributes attributes) {
        beforeAttributes.run();
    }

    @Override
    public Charset inputEncoding() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public Charset outputEncoding() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public boolean supportsAnsi() {
        return true;
    }
}
