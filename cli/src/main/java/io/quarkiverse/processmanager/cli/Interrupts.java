package io.quarkiverse.processmanager.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals that end this program call an action instead, which brings the command to its end: Ctrl-C, a termination, the end of
 * the terminal. The third signal ends this program at once, for an application that does not answer.
 */
final class Interrupts implements AutoCloseable {

    private static final int SIGNAL_BASE = 128;
    private static final int ENOUGH = 3;

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Optional<Integer> exitCode = Optional.empty();

    private Interrupts() {
    }

    /** @param action receives the number of signals so far, on the thread of the signal */
    static Interrupts call(IntConsumer action) {
        Interrupts interrupts = new Interrupts();
        for (String name : new String[] { "INT", "TERM", "HUP" }) {
            try {
                Signal signal = new Signal(name);
                interrupts.before.put(signal, Signal.handle(signal, received -> interrupts.receive(received, action)));
            } catch (IllegalArgumentException e) {
                // The system has no such signal, or the JVM does not handle it.
            }
        }
        return interrupts;
    }

    private void receive(Signal signal, IntConsumer action) {
        exitCode = Optional.of(SIGNAL_BASE + signal.getNumber());
        if (count.incrementAndGet() >= ENOUGH) {
            Runtime.getRuntime().halt(exitCode.get());
        }
        action.accept(count.get());
    }

    /** The exit code of a program that the last signal has ended; empty without a signal. */
    Optional<Integer> exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
