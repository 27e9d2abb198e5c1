package io.quarkiverse.processmanager.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.Optional;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

import dev.tamboui.layout.Size;
import io.quarkiverse.processmanager.terminal.screen.FrameBackend;

/**
 * The terminal of this program, over JLine, which changes its modes with {@code stty}: no native library is loaded. One thread
 * writes and one reads.
 */
final class JLineBackend extends FrameBackend {

    /** JLine knows this type without asking a program, and no capability of it is used: the sequences here are those of all. */
    private static final String TYPE = "xterm-256color";
    private static final String FULL_SCREEN = "\u001B[?1049h";
    private static final String FORMER_SCREEN = "\u001B[0m\u001B[?1049l";

    private final Terminal terminal;
    private volatile Size size;
    private volatile Runnable resized = () -> {
    };
    private Optional<Attributes> before = Optional.empty();

    private JLineBackend(Terminal terminal) {
        this.terminal = terminal;
        this.size = measured();
        terminal.handle(Signal.WINCH, signal -> {
            size = measured();
            resized.run();
        });
    }

    /**
     * Opens the terminal, and changes none of its modes.
     *
     * @throws IOException if the standard input and the standard output are not the same terminal
     */
    static JLineBackend open(Charset charset) throws IOException {
        try {
            return new JLineBackend(TerminalBuilder.builder().system(true).systemOutput(SystemOutput.SysOut)
                    .provider(TerminalBuilder.PROP_PROVIDER_EXEC).dumb(false).type(TYPE).graphemeCluster(false)
                    .encoding(charset)
                    .nativeSignals(true).build());
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Size measured() {
        return new Size(Math.max(1, terminal.getWidth()), Math.max(1, terminal.getHeight()));
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public void onResize(Runnable handler) {
        resized = handler;
    }

    /** Ctrl-C arrives as a key, and each read waits for at least one character. */
    @Override
    public void enableRawMode() {
        Attributes old = terminal.getAttributes();
        Attributes raw = new Attributes(old);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        before = Optional.of(old);
        terminal.setAttributes(raw);
    }

    @Override
    public void disableRawMode() throws IOException {
        flush();
        uninterrupted(() -> before.ifPresent(terminal::setAttributes));
    }

    /** An interrupt ends the monitor. It must not end the wait for {@code stty}, too. */
    private static void uninterrupted(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Step {

        void run() throws IOException;
    }

    @Override
    public int read(int timeoutMillis) throws IOException {
        return terminal.reader().read(timeoutMillis);
    }

    @Override
    public int peek(int timeoutMillis) throws IOException {
        return terminal.reader().peek(timeoutMillis);
    }

    @Override
    protected void send(String text) throws IOException {
        terminal.writer().append(text);
        terminal.writer().flush();
        if (terminal.writer().checkError()) {
            throw new IOException("cannot write to the terminal");
        }
    }

    @Override
    public void enterAlternateScreen() throws IOException {
        control(FULL_SCREEN);
    }

    @Override
    public void leaveAlternateScreen() throws IOException {
        control(FORMER_SCREEN);
    }

    @Override
    public void close() throws IOException {
        uninterrupted(terminal::close);
    }
}
