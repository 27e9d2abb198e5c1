package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** A process that does not run in this mode, such as any process in production by default. */
class OtherModeTest {

    @RegisterExtension
    static final QuarkusUnitTest test = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.db.modes", "dev");

    @Inject
    ProcessManager manager;

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Test
    void theProcessCanBeInjectedAndRefusesCommands() {
        String sentence = "Process not found: db; it is declared, but does not run here,"
                + " see quarkus.process-manager.modes and its own modes";

        assertThat(manager.processes()).isEmpty();
        assertThat(manager.find("db")).isEmpty();
        assertThat(db.id()).isEqualTo("db");
        assertThatThrownBy(db::status).isInstanceOfSatisfying(ProcessException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(e).hasMessageContaining(sentence);
        });
        assertThatThrownBy(() -> db.start().toCompletableFuture().get(60, TimeUnit.SECONDS)).cause()
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> manager.get("db")).hasMessageContaining(sentence);
    }
}
