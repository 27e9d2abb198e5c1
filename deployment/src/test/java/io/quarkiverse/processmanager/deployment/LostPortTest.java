package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusUnitTest;

/** Another program takes a chosen port before the process listens on it. */
class LostPortTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(PortServer.class, NothingLeft.class))
            .overrideConfigKey("quarkus.processes.db.command",
                    Path.of(System.getProperty("java.home"), "bin", "java") + " -cp "
                            + Path.of("target", "test-classes").toAbsolutePath() + " " + PortServer.class.getName())
            .overrideConfigKey("quarkus.processes.db.port", "0")
            .overrideConfigKey("quarkus.processes.db.auto-start", "false")
            .overrideConfigKey("app.url", "tcp://localhost:${quarkus.processes.db.port}");

    @Inject
    ProcessManager manager;

    @Test
    void theProcessReceivesAnotherPortBeforeItsFirstSuccessOnly() throws IOException {
        ManagedProcess db = manager.get("db");
        int first = db.definition().port().getAsInt();
        try (ServerSocket thief = new ServerSocket(first)) {
            db.start();

            await().atMost(PATIENCE).until(() -> db.status().phase() == ProcessPhase.RUNNING);
        }

        int second = db.definition().port().getAsInt();
        assertThat(second).isNotEqualTo(first);
        assertThat(ConfigProvider.getConfig().getValue("app.url", String.class)).isEqualTo("tcp://localhost:" + second);

        db.stopAndAwait();
        try (ServerSocket thief = new ServerSocket(second)) {
            db.start();

            await().atMost(PATIENCE).until(() -> db.status().phase() == ProcessPhase.FAILED);
        }
        assertThat(db.definition().port()).hasValue(second);
    }
}
