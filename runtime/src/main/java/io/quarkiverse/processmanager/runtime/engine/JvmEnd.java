package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Stops the processes when the JVM begins to end, whatever Quarkus does. One shutdown hook for all processes of an engine is
 * necessary, because the shutdown of Quarkus waits for the start of the application: while a start hangs, no shutdown task runs,
 * and the processes would outlive the terminal.
 * <p>
 * The hooks of a JVM run at the same time. If the application is up, this hook therefore waits for the shutdown task of the
 * engine, which runs after the beans of the application are gone. It acts at once if no application is up, and later if the
 * shutdown of the application hangs. Safe for use by several threads.
 */
final class JvmEnd {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** A start that does not hang is over by then, and Quarkus shuts the application down. */
    private static final Duration START_GRACE = Duration.ofSeconds(1);

    private final Duration startGrace;
    private final EngineEnd end;
    private final Runnable stop;
    private final BooleanSupplier alive;
    private final SecondInterrupt secondInterrupt;
    private Runnable preparation = () -> {
    };
    private Optional<Thread> hook = Optional.empty();
    private Optional<Thread> starting = Optional.empty();
    private Optional<Duration> patience = Optional.empty();
    /** Whether the start waits for processes, which is no reason to wait for the start. */
    private boolean waitsForProcesses;

    /**
     * @param end the end of the engine
     * @param stop stops the processes and returns when they are gone; it may be called again
     * @param alive whether there are processes to stop
     * @param kill kills the processes at once, because of an interrupt while the JVM ends; it runs at most once
     */
    JvmEnd(EngineEnd end, Runnable stop, BooleanSupplier alive, Runnable kill) {
        this(end, stop, alive, kill, START_GRACE);
    }

    JvmEnd(EngineEnd end, Runnable stop, BooleanSupplier alive, Runnable kill, Duration startGrace) {
        this.startGrace = startGrace;
        this.end = end;
        this.stop = stop;
        this.alive = alive;
        this.secondInterrupt = new SecondInterrupt(end, kill);
    }

    /** Set right after the construction: prepares the stop while the application shuts down. It returns at once. */
    void prepareWith(Runnable prepares) {
        preparation = prepares;
    }

    /**
     * The first process starts, or the terminal waits for the end: registers the hook, or stops the processes soon if
     * the JVM is already ending.
     */
    synchronized void processStarts() {
        if (hook.isPresent() || end.hasBegun()) {
            return;
        }
        Thread thread = EngineThreads.create("jvm-end", () -> {
            secondInterrupt.expect();
            run();
        });
        hook = Optional.of(thread);
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            thread.start();
        }
    }

    /** A thread starts an application. */
    synchronized void applicationStarts(Thread starter) {
        starting = Optional.of(starter);
        patience = Optional.empty();
    }

    /** The application is up. Its shutdown has this time until the engine is closed. */
    synchronized void applicationStarted(Duration timeToShutDown) {
        starting = Optional.empty();
        patience = Optional.of(timeToShutDown);
        notifyAll();
    }

    /** The start of the application begins or ends to wait for processes. */
    synchronized void startWaitsForProcesses(boolean waits) {
        waitsForProcesses = waits;
        notifyAll();
    }

    /** No application is there. */
    synchronized void applicationEnded() {
        starting = Optional.empty();
        patience = Optional.empty();
        notifyAll();
    }

    /**
     * Begins the end of the engine: no start is interrupted from now on, because the thread of the start can be the one that
     * closes the engine. Returns whether the caller is the first one (see {@link EngineEnd#begin()}).
     */
    synchronized boolean begin() {
        notifyAll();
        return end.begin();
    }

    /** Removes the hook. */
    synchronized void remove() {
        hook.ifPresent(thread -> {
            try {
                Runtime.getRuntime().removeShutdownHook(thread);
            } catch (IllegalStateException e) {
                // The JVM is ending; the hook returns when the engine is closed.
            }
        });
        hook = Optional.empty();
    }

    synchronized boolean isRegistered() {
        return hook.isPresent();
    }

    /** The time that the application has for its shutdown; empty if no application is up. Waits a moment for a start to end. */
    private synchronized Optional<Duration> patience() {
        long deadline = SystemClock.nanos() + Durations.nanos(startGrace);
        try {
            while (starting.isPresent() && !waitsForProcesses && !end.hasBegun() && deadline - SystemClock.nanos() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - SystemClock.nanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return patience;
    }

    /** A start that hangs, such as one that tries again and again to reach a failed process, ends with an interrupt at best. */
    private synchronized void interruptStart() {
        if (!end.hasBegun()) {
            starting.ifPresent(Thread::interrupt);
        }
    }

    /** The JVM begins to end. */
    void run() {
        Faults.contain(preparation);
        Optional<Duration> shutdown = patience();
        if (shutdown.isEmpty()) {
            if (!end.hasBegun() && alive.getAsBoolean()) {
                LOG.info("The JVM ends while no application is up: its processes are stopped at once");
            }
            interruptStart();
        } else if (!end.beginsWithin(shutdown.get())) {
            LOG.warnf("The shutdown of the application takes longer than %s: its processes are stopped now",
                    Words.of(shutdown.get()));
        }
        stop.run();
    }
}
