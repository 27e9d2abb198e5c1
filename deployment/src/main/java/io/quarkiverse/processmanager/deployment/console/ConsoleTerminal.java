package io.quarkiverse.processmanager.deployment.console;

import java.lang.reflect.Field;
import java.util.Optional;

import org.aesh.terminal.Connection;
import org.aesh.terminal.tty.Size;
import org.jboss.logging.Logger;

import io.quarkus.deployment.console.AeshConsole;

/**
 * What the status line must know about the terminal of dev mode: its size, whether a full screen covers it, and when it closes.
 * Quarkus has no public methods for them, so this class uses reflection.
 */
final class ConsoleTerminal implements Window {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final AeshConsole console;
    private final Connection connection;
    private final Field size;
    private final Field paused;

    private ConsoleTerminal(AeshConsole console) throws ReflectiveOperationException {
        this.console = console;
        connection = (Connection) field("connection", Connection.class).get(console);
        size = field("size", Size.class);
        paused = field("pauseOutput", boolean.class);
    }

    /** Empty if this version of Quarkus has other fields; then there is no status line. */
    static Optional<ConsoleTerminal> of(AeshConsole console) {
        try {
            return Optional.of(new ConsoleTerminal(console));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("The terminal of this version of Quarkus has no status line for processes", e);
            return Optional.empty();
        }
    }

    private static Field field(String name, Class<?> type) throws ReflectiveOperationException {
        Field field = AeshConsole.class.getDeclaredField(name);
        if (!type.isAssignableFrom(field.getType())) {
            throw new NoSuchFieldException(name + " is a " + field.getType().getName());
        }
        field.setAccessible(true);
        return field;
    }

    @Override
    public int width() {
        return size().getWidth();
    }

    @Override
    public int height() {
        return size().getHeight();
    }

    /** The size that the console uses. The connection would run a program to find it. */
    private Size size() {
        try {
            return (Size) size.get(console);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isCovered() {
        try {
            return paused.getBoolean(console);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isUnicode() {
        return connection.outputEncoding().newEncoder().canEncode('●');
    }

    /**
     * Runs an action before the console takes a new size, another one after that, and a third one before the console closes. The
     * console replaces its handlers at each change of the size, so this installs them again.
     */
    void listen(Runnable beforeResize, Runnable afterResize, Runnable beforeClose) {
        var resize = connection.getSizeHandler();
        var close = connection.getCloseHandler();
        connection.setSizeHandler(changed -> {
            beforeResize.run();
            if (resize != null) {
                resize.accept(changed);
            }
            listen(beforeResize, afterResize, beforeClose);
            afterResize.run();
        });
        connection.setCloseHandler(nothing -> {
            beforeClose.run();
            if (close != null) {
                close.accept(nothing);
            }
        });
    }
}
