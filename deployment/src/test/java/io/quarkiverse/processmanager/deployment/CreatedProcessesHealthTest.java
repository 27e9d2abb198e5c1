package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** Processes that code creates are part of the health of the application. */
class CreatedProcessesHealthTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHECK = "checks.find { it.name == 'processes made by code' }.";

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(NothingLeft.class));

    @Inject
    ProcessManager processes;

    @AfterEach
    void removeAll() {
        processes.processes().forEach(ManagedProcess::removeAndAwait);
    }

    @Test
    void aCreatedProcessCountsFromItsFirstStartUntilItsRemoval() {
        ManagedProcess worker = processes.createAndAwait(define("worker").build());
        get("/q/health/ready").then().statusCode(200);

        worker.startAndAwait();
        await().atMost(PATIENCE).untilAsserted(
                () -> get("/q/health/ready").then().statusCode(200).body(CHECK + "data.worker", startsWith("RUNNING: up")));

        worker.stopAndAwait();
        get("/q/health/ready").then().statusCode(503).body(CHECK + "data.worker", is("STOPPED: stopped on request"));

        worker.removeAndAwait();
        get("/q/health/ready").then().statusCode(200).body(CHECK + "data", is(nullValue()));
    }

    @Test
    void anOptionalProcessIsShownAndChangesNothing() {
        ManagedProcess extra = processes.createAndAwait(define("extra").required(false).build());
        extra.startAndAwait();
        extra.stopAndAwait();

        await().atMost(PATIENCE).untilAsserted(
                () -> get("/q/health/ready").then().statusCode(200).body(CHECK + "data.extra", startsWith("STOPPED")));
    }

    @Test
    void aCreatedProcessIsInTheGroupOfItsDefinition() {
        processes.startAndAwait(define("early").health(health -> health.group(CheckGroup.STARTUP)).build(),
                define("secret").health(health -> health.group(CheckGroup.NONE)).build());

        await().atMost(PATIENCE).untilAsserted(
                () -> get("/q/health/started").then().statusCode(200).body(CHECK + "data.early", startsWith("RUNNING")));
        get("/q/health").then().body("checks.data.toString()", not(containsString("secret")));
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("sleep", "1000").startupWindow(Duration.ofMillis(100));
    }
}
