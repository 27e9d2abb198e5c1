package io.quarkiverse.processmanager.cli;

import java.io.IOException;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.screen.SuspendSignal;
import sun.misc.SignalHandler;

/**
 * The signal that stops this program until its shell continues it (TSTP). It calls an action, so that the shell receives the
 * terminal as it was. {@link #suspend()} then stops the program. Without effect on a system that has no such signal.
 */
final class Suspension implements AutoCloseable {

    private final SignalHandler handler;
    private final Optional<SignalHandler> before;
    private volatile boolean requested;

    private Suspension(Runnable action) {
        handler = signal -> {
            requested = true;
            action.run();
        };
        before = SuspendSignal.handle(handler);
    }

    /** @param action leaves the terminal soon; runs on the thread of the signal */
    static Suspension call(Runnable action) {
        return new Suspension(action);
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
        SuspendSignal.handle(SignalHandler.SIG_DFL);
        try {
            SuspendSignal.command().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            SuspendSignal.handle(handler);
        }
        return true;
    }

    @Override
    public void close() {
        before.ifPresent(SuspendSignal::handle);
    }
}
