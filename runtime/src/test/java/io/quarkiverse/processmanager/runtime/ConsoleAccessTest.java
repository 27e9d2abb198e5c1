package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.control.LocalControl;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkus.dev.console.DevConsoleManager;

class ConsoleAccessTest {

    private static final String DISPLAY = "io.quarkiverse.processmanager.display";

    private final Engine engine = Engine.standalone();
    private final List<Object> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        engine.close();
        DevConsoleManager.setGlobal(DISPLAY, Optional.empty());
    }

    @Test
    void theDisplayInTheTerminalReceivesTheControlAtEachStart() {
        Function<Object, BooleanSupplier> display = control -> {
            received.add(control);
            return () -> true;
        };
        DevConsoleManager.setGlobal(DISPLAY, display);

        ConsoleAccess.open(engine, List.of());
        ConsoleAccess.open(engine, List.of());

        assertThat(received).hasSize(2).containsOnly(DevConsoleManager.<Object> getGlobal(LocalControl.NAME));
    }

    @Test
    void withoutATerminalNoDisplayIsNecessary() {
        ConsoleAccess.open(engine, List.of());

        assertThat(DevConsoleManager.<Object> getGlobal(LocalControl.NAME)).isInstanceOf(LocalControl.class);
    }
}
