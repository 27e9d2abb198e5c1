package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkus.test.QuarkusUnitTest;

/** The scheduler measures the processes without a scheduled method in the application. */
class MetricsTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Watcher.class, NothingLeft.class))
            .overrideConfigKey("quarkus.process-manager.metrics.interval", "1s")
            .overrideConfigKey("quarkus.processes.busy.command", "sh -c 'while :; do :; done'")
            .overrideConfigKey("quarkus.processes.hidden.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.hidden.metrics.enabled", "false");

    @Inject
    @ForProcess("busy")
    ManagedProcess busy;

    @Inject
    @ForProcess("hidden")
    ManagedProcess hidden;

    @Inject
    Watcher watcher;

    @Test
    void processesAreMeasuredWhileTheyRun() {
        await().atMost(Duration.ofSeconds(60)).until(() -> busy.metrics()
                .filter(metrics -> metrics.cpuPercent().orElse(0) > 5).isPresent());

        assertThat(busy.metrics().orElseThrow().memoryMegabytes().orElseThrow()).isPositive();
        assertThat(hidden.metrics()).isEmpty();
        await().atMost(Duration.ofSeconds(60)).until(() -> !watcher.seen.isEmpty());
        assertThat(watcher.seen).extracting(ProcessEvent.Metrics::id).containsOnly("busy");

        busy.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(busy.metrics()).isEmpty();
    }

    @Singleton
    static class Watcher {

        final Queue<ProcessEvent.Metrics> seen = new ConcurrentLinkedQueue<>();

        void watch(@Observes ProcessEvent.Metrics event) {
            seen.add(event);
        }
    }
}
