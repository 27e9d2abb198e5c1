package io.quarkiverse.processmanager.deployment.console;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.control.LocalControl;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Failure.Reason;
import io.quarkiverse.processmanager.terminal.client.LocalApplication;
import io.quarkus.dev.console.DevConsoleManager;

/** The application that runs in dev mode. Each request finds its side of the application again, so no class loader is held. */
final class DevModeApplication implements Application {

    @Override
    public Answer request(String command, Map<String, ?> options) {
        Object control = DevConsoleManager.getGlobal(LocalControl.NAME);
        if (!(control instanceof BiFunction<?, ?, ?>)) {
            throw new Failure(Reason.NO_APPLICATION, "no process is known, because the application has not started yet");
        }
        @SuppressWarnings("unchecked")
        BiFunction<String, Consumer<String>, Runnable> function = (BiFunction<String, Consumer<String>, Runnable>) control;
        return new LocalApplication(function).request(command, options);
    }
}
