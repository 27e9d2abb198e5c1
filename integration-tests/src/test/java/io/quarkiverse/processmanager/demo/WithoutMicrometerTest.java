package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The demo has no extension that collects metrics. */
@QuarkusTest
@WithTestResource(FreePorts.class)
class WithoutMicrometerTest {

    @Inject
    @ForProcess("redis")
    ManagedProcess redis;

    @Test
    void processesAreStillMeasured() {
        assertThatThrownBy(() -> Class.forName("io.micrometer.core.instrument.MeterRegistry"))
                .isInstanceOf(ClassNotFoundException.class);
        given().get("/q/metrics").then().statusCode(404);

        await().atMost(Duration.ofSeconds(120)).until(() -> redis.metrics().filter(
                metrics -> metrics.memoryBytes().isPresent() && metrics.cpuPercent().isPresent()).isPresent());
    }
}
