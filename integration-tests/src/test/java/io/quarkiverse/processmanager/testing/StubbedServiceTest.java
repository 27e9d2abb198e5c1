package io.quarkiverse.processmanager.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Processes of tests in a Quarkus application: they replace declared ones before the start, and for one test. */
@WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=to be")
@WithProcess(id = "extra", command = "sleep 1000", settings = "startup-window=10ms")
@QuarkusTest
@TestProfile(OnlyQuotes.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StubbedServiceTest {

    @Inject
    ProcessManager processes;
    @Inject
    @ForProcess("quotes")
    ManagedProcess declared;
    @InjectProcess
    ManagedProcess quotes;
    @InjectProcess
    ManagedProcess extra;
    @InjectProcess("redis")
    ManagedProcess database;

    @Test
    @Order(1)
    void theDeclaredProcessHasNeverStarted() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("to be");
        assertThat(declared.status()).isEqualTo(quotes.status());
        assertThat(quotes.logs(1000)).allMatch(line -> line.text().startsWith("asked for"));
        assertThat(quotes.definition().dependencies()).isEmpty();
        assertThat(extra.isRunning()).isTrue();
        assertThat(database.status().phase()).isEqualTo(ProcessPhase.STOPPED);
    }

    @Test
    @Order(1)
    void theConfigurationOfTheDeclaredProcessAndItsStartPhaseStayInForce() {
        assertThat(given().get("/quote").then().extract().header("X-Quotes"))
                .isEqualTo(String.valueOf(quotes.definition().port().getAsInt()));
        assertThat(quotes.definition().start().phase()).contains(StartPhase.BEFORE_APP);
        assertThat(extra.definition().start().phase()).contains(StartPhase.WITH_APP);
    }

    @Test
    @Order(2)
    @WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=not to be")
    @WithProcess(id = "redis", command = "sleep 1000", settings = "startup-window=10ms")
    void aProcessOfATestReplacesItOnTheSamePort() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("not to be");
        assertThat(database.isRunning()).isTrue();
    }

    @Test
    @Order(3)
    void thatOfTheClassIsRestored() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("to be");
        assertThat(database.status().phase()).isEqualTo(ProcessPhase.STOPPED);
        assertThat(database.definition().command().words()).startsWith("sh", "src/main/sidecars/redis.sh");
    }

    @Test
    @Order(4)
    void theHealthOfTheApplicationHasTheProcesses() {
        List<String> checks = given().get("/q/health/ready").then().extract().path("checks.name");

        assertThat(checks).contains("process quotes", "processes made by code");
        assertThat(processes.processes()).extracting(ManagedProcess::id).contains("extra");
    }

    @Test
    @ExtendWith(Applications.class)
    void equalAnnotationsShareAnApplication(Applications applications) {
        applications.oneForAll(getClass());
    }
}
