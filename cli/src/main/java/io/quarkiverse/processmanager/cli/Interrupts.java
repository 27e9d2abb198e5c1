package io.quarkiverse.processmanager.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.command.Run;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals that end this program interrupt a run instead: Ctrl-C, a termination, the end of the terminal. The third one ends this
 * program at once, for an application that does not answer.
 */
final class Interrupts implements AutoCloseable {

    private static final int SIGNAL_BASE = 128;
    private static final int ENOUGH = 3;

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
    private volatile Optional<Integer> exitCode = Optional.empty();

    private Interrupts() {
    }

    /** @param first runs at the first signal, on the thread of the signal */
    static Interrupts passedTo(Run run, Runnable first) {
        Interrupts interrupts = new Interrupts();
        for (String name : new String[] { "INT", "TERM", "HUP" }) {
            try {
                Signal signal = new Signal(name);
                interrupts.before.put(signal, Signal.handle(signal, received -> interrupts.receive(received, run, first)));
            } catch (IllegalArgumentException e) {
                // The system has no such signal, or the JVM does not handle it.
            }
        }
        return interrupts;
    }

    private void receive(Signal signal, Run run, Runnable first) {
        exitCode = Optional.of(SIGNAL_BASE + signal.getNumber());
        int count = run.interrupt();
        if (count == 1) {
            first.run();
        } else if (count >= ENOUGH) {
            Runtime.getRuntime().halt(exitCode.get());
        }
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
