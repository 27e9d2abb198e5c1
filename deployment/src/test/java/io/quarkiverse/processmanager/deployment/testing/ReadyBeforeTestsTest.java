package io.quarkiverse.processmanager.deployment.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusUnitTest;

/** The processes are ready before the first test, except those that do not start with the application. */
class ReadyBeforeTestsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'sleep 2; echo it is ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "is ready")
            .overrideConfigKey("quarkus.processes.migrate.command", "sleep 1")
            .overrideConfigKey("quarkus.processes.migrate.kind", "task")
            .overrideConfigKey("quarkus.processes.migrate.depends-on", "db")
            .overrideConfigKey("quarkus.processes.by-hand.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.by-hand.auto-start", "false");

    @Inject
    ProcessManager manager;

    @Test
    void theProcessesAreReady() {
        assertThat(manager.get("db").status().isReady()).isTrue();
        assertThat(manager.get("migrate").status().phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(manager.get("by-hand").status().phase()).isEqualTo(ProcessPhase.STOPPED);
    }
}
