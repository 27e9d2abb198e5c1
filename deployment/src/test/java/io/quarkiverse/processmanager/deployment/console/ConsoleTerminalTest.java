package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;

import org.aesh.terminal.Connection;
import org.aesh.terminal.tty.Size;
import org.junit.jupiter.api.Test;

import io.quarkus.deployment.console.AeshConsole;

/** The fields of Quarkus that the status line needs. If this fails, Quarkus has changed, and dev mode has no status line. */
class ConsoleTerminalTest {

    @Test
    void theConsoleOfQuarkusHasTheFields() throws NoSuchFieldException {
        assertThat(type("connection")).isEqualTo(Connection.class);
        assertThat(type("size")).isEqualTo(Size.class);
        assertThat(type("pauseOutput")).isEqualTo(boolean.class);
    }

    private static Class<?> type(String name) throws NoSuchFieldException {
        Field field = AeshConsole.class.getDeclaredField(name);
        return field.getType();
    }
}
