package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import sun.misc.Signal;

/**
 * Runs an action once when the JVM receives an INT signal while it is ending: Ctrl-C in a terminal, for the second time or after
 * another request to end. Without this class the JVM ignores the signal, because its end has begun.
 * <p>
 * The console of dev mode has a handler of its own and restores the handler of the JVM while the JVM ends, at a time that no
 * other hook knows. A thread therefore installs this handler again until the engine is closed.
 * <p>
 * The first signals after the JVM begins to end have no effect: a program such as npm passes the Ctrl-C of the terminal to the JVM
 * although the JVM has received it from the terminal, too.
 */
final class SecondInterrupt {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final Duration RENEWAL = Duration.ofMillis(300);

    private final EngineEnd end;
    private final Runnable action;
    private final Duration renewal;
    private final AtomicBoolean received = new AtomicBoolean();

    SecondInterrupt(EngineEnd end, Runnable action) {
        this(end, action, RENEWAL);
    }

    /** @param renewal the time until the handler is installed, and between two installations */
    SecondInterrupt(EngineEnd end, Runnable action, Duration renewal) {
        this.end = end;
        this.action = action;
        this.renewal = renewal;
    }

    /** The JVM begins to end. */
    void expect() {
        EngineThreads.create("interrupt", this::renew).start();
    }

    private void renew() {
        boolean possible = true;
        while (possible && !end.isOverWithin(renewal)) {
            possible = install();
        }
    }

    private boolean install() {
        try {
            Signal.handle(new Signal("INT"), signal -> received());
            return true;
        } catch (IllegalArgumentException e) {
            LOG.debug("The JVM does not let the application handle INT", e);
            return false;
        }
    }

    /** On a thread that the JVM makes for the signal. */
    void received() {
        if (received.compareAndSet(false, true)) {
            action.run();
        }
    }
}
