package io.quarkiverse.processmanager.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signal that stops this program until its shell continues it (TSTP). It calls an action, so that the shell receives the
 * terminal as it was. {@link #suspend()} then stops the program. Without effect on a system that has no such signal.
 */
final class Suspension implements AutoCloseable {

    private static final String STOP = "TSTP";

    private final SignalHandler handler;
    private final Optional<SignalHandler> before;
    private volatile boolean requested;

    private Suspension(Runnable action) {
        handler = signal -> {
            requested = true;
            action.run();
        };
        before = handle(handler);
    }

    /** @param action leaves the terminal soon; runs on the thread of the signal */
    static Suspension call(Runnable action) {
        return new Suspension(action);
    }

    private static Optional<SignalHandler> handle(SignalHandler handler) {
        try {
            return Optional.of(Signal.handle(new Signal(STOP), handler));
        } catch (IllegalArgumentException e) {
            // The system has no such signal, or the JVM does not handle it.
            return Optional.empty();
        }
    }

    /**
     * Stops this program if the signal has arrived. Returns true when the shell has continued it, and false without the signal.
     *
     * @throws IOException if the program cannot be stopped
     */
    boolean suspend() throws IOException {
        if (!requested) {
            return false;
        }
        requested = false;
        // The action has interrupted the thread that leaves the terminal.
        Thread.interrupted();
        handle(SignalHandler.SIG_DFL);
        try {
            // The JDK raises no signal that has the default action. Each POSIX shell has a command for that.
            new ProcessBuilder("/bin/sh", "-c", "kill -" + STOP + " " + ProcessHandle.current().pid())
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            handle(handler);
        }
        return true;
    }

    @Override
    public void close() {
        before.ifPresent(Suspension::handle);
    }
}
