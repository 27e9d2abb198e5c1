package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** Another program takes the chosen port of a process for which the start of the application waits. */
class LostPortBeforeAppTest {

    /** The class is loaded twice, by the test and by the application. */
    private static final Path STOLEN = Path.of("target", "stolen-port-" + ProcessHandle.current().pid()).toAbsolutePath();

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(PortServer.class, PortThief.class, NothingLeft.class))
            .overrideConfigKey("quarkus.processes.thief.command",
                    java(PortThief.class) + " ${quarkus.processes.db.port} " + STOLEN)
            .overrideConfigKey("quarkus.processes.thief.health.log", "ready")
            .overrideConfigKey("quarkus.processes.db.command", java(PortServer.class))
            .overrideConfigKey("quarkus.processes.db.port", "0")
            .overrideConfigKey("quarkus.processes.db.depends-on", "thief")
            .overrideConfigKey("quarkus.processes.db.start-phase", "before-app")
            .overrideConfigKey("app.url", "tcp://localhost:${quarkus.processes.db.port}");

    @Inject
    ProcessManager manager;

    @ConfigProperty(name = "app.url")
    String url;

    @AfterAll
    static void removeTheFile() throws IOException {
        Files.deleteIfExists(STOLEN);
    }

    @Test
    void theApplicationStartsWithAnotherPort() throws IOException {
        ManagedProcess db = manager.get("db");

        assertThat(db.status().isUp()).isTrue();
        assertThat(db.definition().port().getAsInt()).isNotEqualTo(Integer.parseInt(Files.readString(STOLEN)));
        assertThat(url).isEqualTo("tcp://localhost:" + db.definition().port().getAsInt());
    }

    private static String java(Class<?> program) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -cp "
                + Path.of("target", "test-classes").toAbsolutePath() + " " + program.getName();
    }
}
