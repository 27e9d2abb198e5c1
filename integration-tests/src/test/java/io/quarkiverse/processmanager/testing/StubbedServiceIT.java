package io.quarkiverse.processmanager.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The processes run in the JVM of the test, and the packaged application knows their ports. The order of the annotations has no
 * meaning.
 */
@WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", dependsOn = "extra", settings = "env.ANSWER=to be\nports.admin=0")
@WithProcess(id = "extra", command = "sleep 1000", settings = "startup-window=10ms")
@QuarkusIntegrationTest
@TestProfile(StubbedServiceIT.WithoutWorker.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StubbedServiceIT {

    public static class WithoutWorker implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.processes.worker.modes", "dev", "quarkus.processes.redis.auto-start", "false",
                    "quarkus.processes.seed.modes", "dev", "demo.clock.file", "target/clock-it.txt",
                    "quarkus.processes.quotes.test", "own",
                    "quarkus.processes.quotes.config.\"quarkus.http.header.'X-Admin'.value\"",
                    "${quarkus.processes.quotes.ports.admin}");
        }
    }

    @InjectProcess
    ManagedProcess quotes;

    @Test
    @Order(1)
    void theApplicationUsesTheProcessOfTheTest() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("to be");
        assertThat(quotes.status().isReady()).isTrue();
        List<String> own = given().get("/processes").then().statusCode(200).extract().path("id");
        assertThat(own).containsExactlyInAnyOrder("clock", "redis");
    }

    @Test
    @Order(1)
    void theConfigurationOfTheDeclaredProcessStaysInForce() {
        assertThat(given().get("/quote").then().extract().header("X-Admin"))
                .isEqualTo(String.valueOf(quotes.definition().ports().get("admin")));
    }

    @Test
    @Order(2)
    @WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=not to be")
    void aProcessOfATestReplacesItOnTheSamePort() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("not to be");
    }

    @Test
    @Order(3)
    void thatOfTheClassIsRestored() {
        assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("to be");
    }
}
