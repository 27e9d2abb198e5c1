package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The packaged application in a deployment that starts its Redis and its task. The test is that Redis. */
@QuarkusIntegrationTest
@TestProfile(ExternalIT.OnlyInDevMode.class)
@WithTestResource(ExternalIT.Deployment.class)
class ExternalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = OwnPorts.next();
    private static ServerSocket redis;

    public static class OnlyInDevMode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "dev");
        }
    }

    /** Sets what a deployment sets as variables. */
    public static class Deployment implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            // The start of an application in a test waits until its processes are ready.
            redis = server();
            return Map.of("quarkus.process-manager.external", "redis,seed", "quarkus.processes.redis.host", "127.0.0.1",
                    "quarkus.processes.redis.port", String.valueOf(PORT),
                    "quarkus.processes.redis.health.interval", "200ms", "quarkus.processes.redis.health.retries", "1",
                    "demo.clock.file", "target/clock-external.txt");
        }

        @Override
        public void stop() {
            close();
        }
    }

    private static ProcessView process(String id) {
        ProcessView[] processes = given().get("/processes").then().statusCode(200).extract().as(ProcessView[].class);
        return Arrays.stream(processes).filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private static ServerSocket server() {
        try {
            return new ServerSocket(PORT, 1000, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close() {
        try {
            redis.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theApplicationFollowsAServerThatItHasNotStarted() {
        assertThat(process("seed").phase()).isEqualTo(ProcessPhase.COMPLETED);
        ProcessView up = process("redis");
        assertThat(up.phase()).isEqualTo(ProcessPhase.RUNNING);
        assertThat(up.health()).isEqualTo(Health.HEALTHY);
        assertThat(up.pid()).isEmpty();
        given().get("/q/health/ready").then().statusCode(200).body("checks.find { it.name == 'process redis' }.data.external",
                is(true));

        close();
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
        assertThat(process("redis").why()).startsWith("unhealthy: ");

        redis = server();
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }
}
