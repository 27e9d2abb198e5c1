package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.QuarkusUnitTest;

/** An application without definitions and scheduled methods, which creates its processes. */
class CreatedProcessesMetricsTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(NothingLeft.class))
            .overrideConfigKey("quarkus.process-manager.metrics.interval", "1s");

    @Inject
    ProcessManager processes;

    @Inject
    Scheduler scheduler;

    @Test
    void whatItCreatesIsMeasured() {
        assertThat(scheduler.isStarted()).isTrue();
        ManagedProcess process = processes.createAndAwait(ProcessDefinition.builder("made").command("sleep", "1000").build());

        process.startAndAwait();

        await().atMost(Duration.ofSeconds(60)).until(() -> process.metrics().isPresent());
        process.removeAndAwait();
    }
}
