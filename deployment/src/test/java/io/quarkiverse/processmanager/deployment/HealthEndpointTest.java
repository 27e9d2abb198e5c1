package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

class HealthEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(NothingLeft.class))
            .overrideConfigKey("quarkus.process-manager.test.await", "false")
            .overrideConfigKey("quarkus.processes.ready.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.ready.startup-window", "100ms")
            .overrideConfigKey("quarkus.processes.live.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.live.health.group", "liveness")
            .overrideConfigKey("quarkus.processes.started.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.started.health.group", "startup")
            .overrideConfigKey("quarkus.processes.hidden.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.hidden.health.group", "none")
            .overrideConfigKey("quarkus.processes.extra.command", "sh -c 'exit 3'")
            .overrideConfigKey("quarkus.processes.extra.restart.policy", "never")
            .overrideConfigKey("quarkus.processes.extra.required", "false")
            .overrideConfigKey("quarkus.processes.unwanted.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.elsewhere.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.elsewhere.modes", "prod");

    @Inject
    @ForProcess("ready")
    ManagedProcess ready;

    @Inject
    ProcessManager processes;

    @Test
    void eachProcessIsInItsGroup() {
        get("/q/health/ready").then().body("checks.name", hasItems("process ready", "process extra"))
                .body("checks.name", not(hasItems("process live"))).body("checks.name", not(hasItems("process elsewhere")));
        get("/q/health/live").then().body("checks.name", is(List.of("process live")));
        get("/q/health/started").then().body("checks.name", is(List.of("process started")));
        get("/q/health").then().body("checks.name", not(hasItems("process hidden")));
    }

    @Test
    void theCheckReportsTheStatus() {
        await().atMost(PATIENCE).until(ready::isRunning);

        Map<String, Object> data = get("/q/health/ready").path("checks.find { it.name == 'process ready' }.data");

        assertThat(data).containsEntry("phase", "RUNNING").containsEntry("health", "UNCHECKED")
                .containsEntry("pid", (int) ready.status().pid().getAsLong()).containsKeys("uptime", "restarts", "why");
    }

    @Test
    void theApplicationIsReadyWhenTheProcessIs() {
        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then().statusCode(200));

        ready.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        get("/q/health/ready").then().statusCode(503)
                .body("checks.find { it.name == 'process ready' }.data.why", is("stopped on request"));

        ready.start().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void aProcessThatCodeRemovesIsNotMissed() {
        processes.get("unwanted").removeAndAwait();

        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'process unwanted' }.data.why", is("it has been removed")));
    }

    @Test
    void anOptionalProcessIsShownAndChangesNothing() {
        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then()
                .body("checks.find { it.name == 'process extra' }.status", is("UP"))
                .body("checks.find { it.name == 'process extra' }.data.phase", is("FAILED")));
    }
}
