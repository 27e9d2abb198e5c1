package io.quarkiverse.processmanager.cli;

import java.util.Map;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.SocketApplication;

/** The application of a directory. When it has ended and starts again, it has another pid and another socket. */
final class ReturningApplication implements Application {

    private final Supplier<Found> choice;
    private volatile Application current;

    /** @param choice finds the application that runs now */
    ReturningApplication(Found first, Supplier<Found> choice) {
        this.choice = choice;
        this.current = new SocketApplication(first);
    }

    @Override
    public Answer request(String command, Map<String, ?> options) {
        try {
            return current.request(command, options);
        } catch (Failure e) {
            if (e.reason() != Failure.Reason.NO_APPLICATION) {
                throw e;
            }
            current = new SocketApplication(choice.get());
            return current.request(command, options);
        }
    }
}
