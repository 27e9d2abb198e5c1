package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.control.PackagedDemo;
import io.restassured.response.ValidatableResponse;

/** The packaged application in a deployment that starts its Redis and its task. The test is that Redis. */
class ExternalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int http = OwnPorts.next();
    private final int port = OwnPorts.next();

    @TempDir
    Path state;

    @TempDir
    Path directory;

    @Test
    void theApplicationFollowsAServerThatItHasNotStarted() throws IOException {
        ServerSocket redis = server();
        try (PackagedDemo demo = PackagedDemo.start(state, directory, state.resolve("demo.log"), "-Dquarkus.http.port=" + http,
                "-Dquarkus.process-manager.modes=dev", "-Dquarkus.process-manager.external=redis,seed",
                "-Dquarkus.processes.redis.host=127.0.0.1", "-Dquarkus.processes.redis.port=" + port,
                "-Dquarkus.processes.redis.health.interval=200ms", "-Dquarkus.processes.redis.health.retries=1")) {
            awaited(() -> ready().statusCode(200).body("checks.find { it.name == 'process redis' }.data.external", is(true)));
            assertThat(process("seed").phase()).isEqualTo(ProcessPhase.COMPLETED);
            ProcessView up = process("redis");
            assertThat(up.phase()).isEqualTo(ProcessPhase.RUNNING);
            assertThat(up.health()).isEqualTo(Health.HEALTHY);
            assertThat(up.pid()).isEmpty();

            redis.close();
            awaited(() -> ready().statusCode(503));
            assertThat(process("redis").why()).startsWith("unhealthy: ");

            redis = server();
            awaited(() -> ready().statusCode(200));
        } finally {
            redis.close();
        }
    }

    private static void awaited(ThrowingRunnable condition) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(condition);
    }

    private ValidatableResponse ready() {
        return given().port(http).get("/q/health/ready").then();
    }

    private ProcessView process(String id) {
        ProcessView[] processes = given().port(http).get("/processes").then().statusCode(200).extract().as(ProcessView[].class);
        return Arrays.stream(processes).filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private ServerSocket server() throws IOException {
        return new ServerSocket(port, 1000, InetAddress.getByName("127.0.0.1"));
    }
}
