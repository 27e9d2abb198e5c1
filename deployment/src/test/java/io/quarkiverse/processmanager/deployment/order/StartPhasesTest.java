package io.quarkiverse.processmanager.deployment.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** Processes that start before, with and after the application. */
class StartPhasesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Start.class))
            .overrideConfigKey("quarkus.processes.initdb.command", "sh -c 'sleep 1; echo data'")
            .overrideConfigKey("quarkus.processes.initdb.kind", "task")
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'sleep 1; echo is ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "is ready")
            .overrideConfigKey("quarkus.processes.db.depends-on", "initdb")
            .overrideConfigKey("quarkus.processes.db.start-phase", "before-app")
            .overrideConfigKey("quarkus.processes.slow.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.slow.health.log", "never")
            .overrideConfigKey("quarkus.processes.slow.startup-timeout", "10m")
            .overrideConfigKey("quarkus.processes.ui.command", "sh -c 'echo the port is $API; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.ui.env.API", "${quarkus.http.port}")
            .overrideConfigKey("quarkus.processes.ui.start-phase", "after-app")
            // The port is 0 until the application listens.
            .overrideConfigKey("quarkus.http.port", "0")
            .overrideConfigKey("quarkus.processes.ui.health.url", "http://localhost:${quarkus.http.port}/q/health/live")
            .overrideConfigKey("quarkus.processes.seed.command", "sh -c 'exit 0'")
            .overrideConfigKey("quarkus.processes.seed.kind", "task")
            .overrideConfigKey("quarkus.processes.seed.depends-on", "ui,db")
            // The test waits itself.
            .overrideConfigKey("quarkus.process-manager.test.await", "false");

    @TestHTTPResource
    URL url;

    @Inject
    ProcessManager manager;

    @Inject
    Start start;

    @Test
    void whatStartsBeforeTheApplicationIsReadyWhenTheApplicationStarts() {
        assertThat(start.statuses.get("initdb").phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(start.statuses.get("db").isReady()).isTrue();
    }

    @Test
    void theApplicationDoesNotWaitForTheOthers() {
        assertThat(start.statuses.get("slow").isReady()).isFalse();
        assertThat(start.statuses.get("ui").phase()).isEqualTo(ProcessPhase.STOPPED);
        assertThat(start.statuses.get("ui").why()).isEqualTo("starts when the application accepts requests");
    }

    @Test
    void whatStartsAfterTheApplicationReceivesThePortOnWhichItListens() {
        assertThat(start.configuredPort).as("the configured port").isNotEqualTo(url.getPort());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(manager.get("ui").logs(10)).extracting(LogLine::text)
                .containsExactly("the port is " + url.getPort()));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(manager.get("seed").status().phase()).isEqualTo(ProcessPhase.COMPLETED));
    }

    /** Observers receive the events from before their beans were usable. */
    @Test
    void observersReceiveAllEvents() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(start.events).containsSubsequence(
                "Starting initdb", "Started initdb", "Completed initdb", "Starting db", "Started db", "Healthy db"));
    }

    @Singleton
    static class Start {

        final Map<String, ProcessStatus> statuses = new TreeMap<>();
        final Queue<String> events = new ConcurrentLinkedQueue<>();

        @Inject
        ProcessManager manager;

        @ConfigProperty(name = "quarkus.http.port")
        int configuredPort;

        void start(@Observes StartupEvent start) {
            statuses.putAll(manager.status());
        }

        void event(@Observes ProcessEvent event) {
            // The bean is complete: the manager is a bean that exists only at run time.
            assertThat(manager.status()).containsKey(event.id());
            events.add(event.getClass().getSimpleName() + " " + event.id());
        }
    }
}
