package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** The meters that Prometheus scrapes. */
class MetersTest {

    private static final String PHASE = "process_manager_state{group=\"%1$s\",process=\"%1$s\",state=\"%2$s\"} %3$s";

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(NothingLeft.class))
            .overrideConfigKey("quarkus.process-manager.metrics.interval", "1s")
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'echo ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .overrideConfigKey("quarkus.processes.db.liveness.command", "true")
            .overrideConfigKey("quarkus.processes.there.external", "true")
            .overrideConfigKey("quarkus.processes.there.host", "there")
            .overrideConfigKey("quarkus.processes.later.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.later.auto-start", "false");

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Inject
    ProcessManager processes;

    @Test
    void aCreatedProcessHasMetersFromItsFirstEventUntilItsRemoval() {
        ManagedProcess made = processes.createAndAwait(ProcessDefinition.builder("made").command("sleep", "1000").build());
        made.startAndAwait();
        // Observers receive the event a little later.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> page().contains("process_manager_start_seconds_count{group=\"made\",process=\"made\"} 1"));
        assertThat(page()).contains(String.format(PHASE, "made", "running", "1.0"),
                "process_manager_restarts_total{group=\"made\",process=\"made\"} 0.0");

        made.removeAndAwait();
        assertThat(page()).contains(String.format(PHASE, "made", "running", "NaN"),
                "process_manager_memory_bytes{group=\"made\",process=\"made\"} NaN");

        processes.startAndAwait(ProcessDefinition.builder("made").command("sleep", "1000").build());
        assertThat(page()).contains(String.format(PHASE, "made", "running", "1.0"));
    }

    @Test
    void eachProcessHasItsMeters() {
        await().atMost(Duration.ofSeconds(60)).until(() -> db.metrics().filter(m -> m.cpuPercent().isPresent()).isPresent());

        String page = page();

        assertThat(page).contains(String.format(PHASE, "db", "running", "1.0"), String.format(PHASE, "db", "stopped", "0.0"),
                String.format(PHASE, "later", "stopped", "1.0"),
                "process_manager_health{group=\"db\",process=\"db\"} 1.0",
                "process_manager_health{group=\"later\",process=\"later\"} NaN",
                "process_manager_restarts_total{group=\"db\",process=\"db\"} 0.0",
                "process_manager_start_seconds_count{group=\"db\",process=\"db\"} 1",
                "process_manager_memory_bytes{group=\"later\",process=\"later\"} NaN");
        assertThat(page).containsPattern("process_manager_memory_bytes\\{group=\"db\",process=\"db\"} [1-9]")
                .containsPattern("process_manager_cpu_percent\\{group=\"db\",process=\"db\"} [0-9]");
    }

    @Test
    void theMeterOfLivenessExistsForAProcessWithTheCheckOnly() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> page().contains("process_manager_liveness{group=\"db\",process=\"db\"} 1.0"));
        assertThat(page()).doesNotContain("process_manager_liveness{group=\"later\"");
    }

    /** A meter that stays unknown for ever says that something should measure it. */
    @Test
    void aProcessThatRunsElsewhereHasNoMeterOfWhatNobodyHereCanMeasure() {
        await().atMost(Duration.ofSeconds(60)).until(() -> page().contains(String.format(PHASE, "there", "running", "1.0")));
        assertThat(page()).doesNotContain("process_manager_cpu_percent{group=\"there\"",
                "process_manager_memory_bytes{group=\"there\"");
    }

    private static String page() {
        return RestAssured.get("/q/metrics").asString();
    }
}
