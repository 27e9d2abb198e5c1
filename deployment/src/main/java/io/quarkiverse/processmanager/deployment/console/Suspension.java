package io.quarkiverse.processmanager.deployment.console;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.SerialStarts;
import io.quarkiverse.processmanager.terminal.screen.SuspendSignal;
import sun.misc.SignalHandler;

/**
 * Runs an action before Ctrl-Z stops this JVM. The system then stops it as if nothing had been done. Without effect on a system that
 * has no such signal.
 */
final class Suspension implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Runnable action;
    private final AtomicReference<Optional<SignalHandler>> before = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    /** @param action must close this object, and may be called several times */
    Suspension(Runnable action) {
        this.action = action;
    }

    /** From now on Ctrl-Z runs the action, unless this object was closed before. */
    void begin() {
        before.set(SuspendSignal.handle(signal -> {
            action.run();
            stop();
        }));
        if (closed) {
            restore();
        }
    }

    private static void stop() {
        try {
            SerialStarts.start(SuspendSignal.command());
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
        before.getAndSet(Optional.empty()).ifPresent(SuspendSignal::handle);
    }
}
