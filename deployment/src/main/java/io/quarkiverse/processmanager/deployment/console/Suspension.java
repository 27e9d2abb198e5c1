package io.quarkiverse.processmanager.deployment.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SerialStarts;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs an action before Ctrl-Z stops this JVM. The system then stops it as if nothing had been done. Without effect on a system that
 * has no such signal.
 */
final class Suspension implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final String STOP = "TSTP";

    private final Runnable action;
    private final AtomicReference<Optional<SignalHandler>> before = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    /** @param action must close this object, and may be called several times */
    Suspension(Runnable action) {
        this.action = action;
    }

    /** From now on Ctrl-Z runs the action, unless this object was closed before. */
    void begin() {
        before.set(handle(signal -> {
            action.run();
            stop();
        }));
        if (closed) {
            restore();
        }
    }

    private static Optional<SignalHandler> handle(SignalHandler handler) {
        try {
            return Optional.of(Signal.handle(new Signal(STOP), handler));
        } catch (IllegalArgumentException e) {
            // The system has no such signal, or the JVM does not handle it.
            return Optional.empty();
        }
    }

    /** The JDK raises no signal that has the default action. Each POSIX shell has a command for that. */
    private static void stop() {
        try {
            SerialStarts.start(new ProcessBuilder("/bin/sh", "-c", "kill -" + STOP + " " + ProcessHandle.current().pid())
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD));
        } catch (IOException e) {
            LOG.debugf("Ctrl-Z has closed the monitor, and the JVM continues: %s", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        restore();
    }

    private void restore() {
        before.getAndSet(Optional.empty()).ifPresent(Suspension::handle);
    }
}
