package io.quarkiverse.processmanager.terminal.screen;

import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signal of Ctrl-Z (TSTP). By default the system stops a process that receives it until its shell continues it. A program on
 * the full screen handles it, so that the shell receives the terminal as it was, and then sends it to itself.
 */
public final class SuspendSignal {

    private static final String NAME = "TSTP";

    private SuspendSignal() {
    }

    /**
     * Sets the handler of the signal. Returns the handler before. Empty and without effect on a system that has no such signal.
     */
    public static Optional<SignalHandler> handle(SignalHandler handler) {
        try {
            return Optional.of(Signal.handle(new Signal(NAME), handler));
        } catch (IllegalArgumentException e) {
            // The system has no such signal, or the JVM does not handle it.
            return Optional.empty();
        }
    }

    /**
     * A command that sends the signal to this JVM. The JDK raises no signal that has the default action, and each POSIX shell has a
     * command for that.
     */
    public static ProcessBuilder command() {
        return new ProcessBuilder("/bin/sh", "-c", "kill -" + NAME + " " + ProcessHandle.current().pid())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    }
}
