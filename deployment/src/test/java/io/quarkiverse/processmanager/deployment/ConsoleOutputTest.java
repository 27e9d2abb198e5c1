package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.QuarkusUnitTest;

/** The console of a real application, with the handler that Quarkus puts around it in dev mode and in tests. */
class ConsoleOutputTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.console.color", "true")
            .overrideConfigKey("quarkus.process-manager.log.console", "all")
            .overrideConfigKey("quarkus.processes.db.command", "printf '\\033[2J\\033]0;title\\007\\033[31mready\\n'")
            .overrideConfigKey("quarkus.processes.db.shell", "true")
            .overrideConfigKey("quarkus.processes.db.auto-start", "false");

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Test
    void aLineHasTheColouredIdAndNoControlSequenceButColours() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        List<ConsoleHandler> consoles = new ArrayList<>();
        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            find(handler, consoles);
        }
        assertThat(consoles).hasSize(1);
        consoles.get(0).setOutputStream(terminal);

        db.start();

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(lines(terminal))
                .contains("\u001b[36mdb |\u001b[0m \u001b[31mready\u001b[0m")
                .anyMatch(line -> line.contains("(\u001b") && line.contains("engine") && line.contains("process '")));
        assertThat(lines(terminal)).noneMatch(line -> line.contains("process.db") || line.contains("process-manager-"));
    }

    private static List<String> lines(ByteArrayOutputStream terminal) {
        return terminal.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void find(Handler handler, List<ConsoleHandler> consoles) {
        if (handler instanceof ConsoleHandler console) {
            consoles.add(console);
            return;
        }
        for (Field field : handler.getClass().getDeclaredFields()) {
            if (Handler.class.isAssignableFrom(field.getType()) && field.trySetAccessible()) {
                try {
                    find((Handler) field.get(handler), consoles);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
