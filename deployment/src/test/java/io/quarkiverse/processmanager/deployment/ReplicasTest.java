package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** A declared process with replicas in an application. */
class ReplicasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(NothingLeft.class, Seen.class))
            .overrideConfigKey("quarkus.processes.worker.command",
                    "sh -c 'echo ready $PORT $REPLICA_INDEX {replica} ${quarkus.processes.worker.port}; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.worker.replicas", "2")
            .overrideConfigKey("quarkus.processes.worker.port", "0")
            .overrideConfigKey("quarkus.processes.worker.health.log", "ready")
            .overrideConfigKey("quarkus.processes.worker.config.\"app.workers\"",
                    "http://localhost:${quarkus.processes.worker.port}/");

    @Inject
    @ForProcess("worker")
    ManagedProcess worker;

    @Inject
    ProcessManager manager;

    @ConfigProperty(name = "app.workers")
    List<String> workers;

    /** Follows the replicas by the name of their process. */
    @Singleton
    static class Seen {

        final Set<String> started = ConcurrentHashMap.newKeySet();
        final Set<String> stopped = ConcurrentHashMap.newKeySet();
        final Set<String> lines = ConcurrentHashMap.newKeySet();

        void started(@Observes @ForProcess("worker") ProcessEvent.Started event) {
            started.add(event.id());
        }

        void stopped(@Observes @ForProcess("worker") ProcessEvent.Stopped event) {
            stopped.add(event.id());
        }

        void line(@Observes @ForProcess("worker") ProcessEvent.Output event) {
            lines.add(event.id());
        }
    }

    @Inject
    Seen seen;

    @Test
    void theApplicationFindsScalesAndChecksTheReplicas() {
        worker.awaitReady(PATIENCE);
        assertThat(manager.status()).containsOnlyKeys("worker-0", "worker-1");
        assertThat(workers).containsExactly("http://localhost:" + port(0) + "/", "http://localhost:" + port(1) + "/");

        assertThat(worker.scaleAndAwait(3)).containsOnlyKeys("worker-0", "worker-1", "worker-2");
        assertThat(List.of(port(0), port(1), port(2))).doesNotHaveDuplicates();
        ManagedProcess last = manager.get("worker-2");
        assertThat(last.logs(1)).extracting(LogLine::text).containsExactly("ready %1$d 2 2 %1$d".formatted(port(2)));
        get("/q/health/ready").then().statusCode(200);
        assertThat(get("/q/health/ready").<Object> path("checks.find { it.name == 'process worker' }.data.replicas"))
                .isEqualTo(3);
        await().atMost(PATIENCE).until(() -> get("/q/metrics").asString()
                .contains("process_manager_health{group=\"worker\",process=\"worker-2\"} 1.0"));

        last.stopAndAwait();
        get("/q/health/ready").then().statusCode(503);

        assertThat(worker.scaleAndAwait(1)).containsOnlyKeys("worker-0");
        get("/q/health/ready").then().statusCode(200);
        assertThat(manager.find("worker-1")).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(seen.started).containsExactlyInAnyOrder("worker-0", "worker-1", "worker-2");
            assertThat(seen.stopped).containsExactlyInAnyOrder("worker-1", "worker-2");
            assertThat(seen.lines).contains("worker-2");
        });
    }

    @Test
    void codeCreatesReplicasWithPortsOfTheirOwn() {
        manager.startAndAwait(ProcessDefinition.builder("made").command("sh", "-c", "echo {port}; exec sleep 1000").replicas(2)
                .port(0).health(health -> health.log("[0-9]+")).build());
        ManagedProcess made = manager.get("made");

        assertThat(made.replicas()).hasSize(2)
                .allSatisfy(one -> assertThat(one.logs(1)).extracting(LogLine::text)
                        .containsExactly(String.valueOf(one.definition().port().getAsInt())));
        assertThat(made.scaleAndAwait(3)).hasSize(3);

        made.removeAndAwait();
        assertThat(manager.find("made-0")).isEmpty();
    }

    private int port(int replica) {
        return manager.get("worker-" + replica).definition().port().getAsInt();
    }
}
