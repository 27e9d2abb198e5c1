package io.quarkiverse.processmanager.deployment.console;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import org.aesh.terminal.Attributes;
import org.aesh.terminal.Connection;
import org.aesh.terminal.tty.Size;

import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.deployment.console.DelegateConnection;

/**
 * The parts of the console of Quarkus that a full screen and the status line need: its connection to the terminal, the size that it
 * uses, how it takes another one, and the switch that makes it write nothing. Quarkus has no public methods for them, so this class
 * uses reflection.
 */
final class QuarkusTerminal {

    private static final long PATIENCE_SECONDS = 1;

    private final AeshConsole console;
    private final Connection connection;
    private final Field pause;
    private final Field size;
    private final Method setup;
    private final Queue<String> waiting;
    private final Lock writing;

    /** @throws ReflectiveOperationException if this version of Quarkus has other fields or methods */
    @SuppressWarnings("unchecked")
    QuarkusTerminal(AeshConsole console) throws ReflectiveOperationException {
        this.console = console;
        connection = (Connection) field("connection", Connection.class).get(console);
        pause = field("pauseOutput", boolean.class);
        size = field("size", Size.class);
        setup = AeshConsole.class.getDeclaredMethod("setup", Connection.class);
        setup.setAccessible(true);
        waiting = (Queue<String>) field("writeQueue", Queue.class).get(console);
        writing = (Lock) field("connectionLock", Lock.class).get(console);
    }

    AeshConsole console() {
        return console;
    }

    Connection connection() {
        return connection;
    }

    /** The size that the console uses. To ask the terminal itself takes a process. */
    Size size() {
        try {
            return (Size) size.get(console);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes the console take the size of the terminal, and draw. The console sets all its handlers again when it does so. Here it
     * sets them on a connection without events, so those of its own connection stay.
     *
     * @param raw whether the terminal is in raw mode. While the JVM ends it is not, and Ctrl-C is a signal: raw mode would take the
     *        second Ctrl-C away from the application.
     */
    void takeSize(boolean raw) {
        try {
            setup.invoke(console, new DelegateConnection(connection) {

                @Override
                public Attributes enterRawMode() {
                    return raw ? super.enterRawMode() : getAttributes();
                }
            });
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the terminal can show: in a locale without UTF-8, a recent JVM still writes UTF-8. */
    Charset charset() {
        return Optional.ofNullable(System.getProperty("native.encoding")).map(Charset::forName)
                .filter(charset -> !charset.newEncoder().canEncode('●')).orElse(connection.outputEncoding());
    }

    /** Whether the console holds back its output, as it does while the terminal mode of Quarkus is open. */
    boolean isPaused() {
        try {
            return pause.getBoolean(console);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The console writes nothing more before {@link #resume}; what it would write waits. */
    void pause() {
        setPaused(true);
        // A thread that has begun to write finishes its work first.
        exclusively(() -> {
        });
    }

    /** Writes what has waited, and lets the console write again. */
    void resume() {
        exclusively(() -> {
            for (String text = waiting.poll(); text != null; text = waiting.poll()) {
                connection.write(text);
            }
            setPaused(false);
        });
    }

    /** Forgets what waits if it is more than this. The next status line of the console draws all of them. */
    void dropMoreThan(int most) {
        if (waiting.size() > most) {
            waiting.clear();
        }
    }

    /**
     * Waits for a lock that a thread holds while it writes, for one second at most: a terminal that has stopped its output does
     * not hold up the end of dev mode for long. Returns whether this thread has the lock.
     */
    static boolean acquire(Lock lock) {
        try {
            return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void exclusively(Runnable action) {
        boolean locked = acquire(writing);
        try {
            action.run();
        } finally {
            if (locked) {
                writing.unlock();
            }
        }
    }

    private void setPaused(boolean paused) {
        try {
            pause.setBoolean(console, paused);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
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
}
