package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The packaged application as it comes: in production the processes are somebody else's task. */
@QuarkusIntegrationTest
@WithTestResource(FreePorts.class)
class NotInProdIT {

    @Test
    void noProcessIsStarted() {
        ProcessView[] processes = given().get("/processes").then().statusCode(200).extract().as(ProcessView[].class);

        assertThat(processes).allMatch(p -> p.phase() == ProcessPhase.STOPPED && p.pid().isEmpty());
    }

    @Test
    void applicationIsReadyWithoutThem() {
        given().get("/q/health/ready").then().statusCode(200);
    }
}
