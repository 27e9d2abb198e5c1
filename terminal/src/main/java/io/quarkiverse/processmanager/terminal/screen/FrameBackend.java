package io.quarkiverse.processmanager.terminal.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.tamboui.layout.Position;
import dev.tamboui.terminal.AbstractBackend;

/**
 * A terminal that receives what is written with the next flush, a frame at once. It is controlled with the sequences that all
 * terminals of today know. One thread writes.
 */
public abstract class FrameBackend extends AbstractBackend {

    private static final String ESCAPE = "\u001b[";
    /** Clicks and the wheel, with coordinates of any size. */
    private static final String MOUSE_ON = ESCAPE + "?1000h" + ESCAPE + "?1006h";
    private static final String MOUSE_OFF = ESCAPE + "?1006l" + ESCAPE + "?1000l";

    private final StringBuilder frame = new StringBuilder();

    /**
     * Writes to the terminal, at once.
     *
     * @throws IOException if the terminal is lost
     */
    protected abstract void send(String text) throws IOException;

    /** Writes a sequence, and all that has been written before. */
    protected final void control(String sequence) throws IOException {
        frame.append(sequence);
        flush();
    }

    /** Forgets what has not been sent. */
    protected final void drop() {
        frame.setLength(0);
    }

    @Override
    public final void flush() throws IOException {
        if (!frame.isEmpty()) {
            String text = frame.toString();
            drop();
            send(text);
        }
    }

    @Override
    public final void writeRaw(byte[] data) {
        frame.append(new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public final void writeRaw(String data) {
        frame.append(data);
    }

    @Override
    public final void writeRaw(CharSequence data) {
        frame.append(data);
    }

    @Override
    public final void clear() throws IOException {
        control(ESCAPE + "0m" + ESCAPE + "2J" + ESCAPE + "H");
    }

    @Override
    public final void showCursor() throws IOException {
        control(ESCAPE + "?25h");
    }

    @Override
    public final void hideCursor() throws IOException {
        control(ESCAPE + "?25l");
    }

    /** The origin: the terminal is not asked, because its answer would be among the keys. */
    @Override
    public final Position getCursorPosition() {
        return Position.ORIGIN;
    }

    @Override
    public final void enableMouseCapture() throws IOException {
        control(MOUSE_ON);
    }

    @Override
    public final void disableMouseCapture() throws IOException {
        control(MOUSE_OFF);
    }
}
