package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Uses the demo only through the HTTP API of its page, so that the packaged application can run the same tests. */
@QuarkusTest
@WithTestResource(FreePorts.class)
class DemoTest {

    @BeforeEach
    void everyProcessBecomesReady() {
        eventually().untilAsserted(() -> assertThat(processes()).hasSize(5).allMatch(ProcessView::ready));
    }

    @Test
    void oneShotHasCompletedAndTheOthersRun() {
        assertThat(process("seed").phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(processes()).filteredOn(p -> !p.id().equals("seed"))
                .allMatch(p -> p.phase() == ProcessPhase.RUNNING && p.health() == Health.HEALTHY && p.pid().isPresent());
    }

    @Test
    void quoteHasComeFromTheOneShotThroughRedisAndTheService() throws IOException {
        String quote = given().get("/quote").then().statusCode(200).extract().asString().strip();

        assertThat(Files.readAllLines(Path.of("src/main/sidecars/quotes.txt"))).contains(quote);
    }

    @Test
    void workerKeepsPicking() {
        int before = rounds();

        eventually().until(() -> rounds() > before);
    }

    @Test
    void killedServiceIsRestarted() {
        ProcessView before = process("quotes");

        order("quotes", "kill", 200);

        eventually().untilAsserted(() -> {
            ProcessView after = process("quotes");
            assertThat(after.ready()).isTrue();
            assertThat(after.pid()).isPresent().isNotEqualTo(before.pid());
            assertThat(after.restarts()).isEqualTo(before.restarts() + 1);
        });
        given().get("/quote").then().statusCode(200);
    }

    @Test
    void restartOfTheServiceLeavesTheOthersAlone() {
        List<ProcessView> before = processes();

        order("quotes", "restart", 200);

        assertThat(processes()).filteredOn(p -> !p.id().equals("quotes")).extracting(ProcessView::pid)
                .containsExactlyElementsOf(
                        before.stream().filter(p -> !p.id().equals("quotes")).map(ProcessView::pid).toList());
        assertThat(process("quotes").pid()).isPresent()
                .isNotEqualTo(before.stream().filter(p -> p.id().equals("quotes")).findFirst().orElseThrow().pid());
    }

    @Test
    void sickServiceIsUnhealthyUntilItRecovers() {
        ProcessView before = process("quotes");

        feel("sick");
        eventually().until(() -> process("quotes").health() == Health.UNHEALTHY);
        given().get("/q/health/ready").then().statusCode(503);

        feel("well");
        eventually().until(() -> process("quotes").health() == Health.HEALTHY);
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(process("quotes").pid()).isEqualTo(before.pid());
    }

    @Test
    void stoppedProcessStaysDownUntilItIsStarted() {
        order("clock", "stop", 200);
        assertThat(process("clock").phase()).isEqualTo(ProcessPhase.STOPPED);
        assertThat(process("clock").pid()).isEmpty();

        order("clock", "start", 200);
        assertThat(process("clock").phase()).isEqualTo(ProcessPhase.RUNNING);
    }

    @Test
    void readinessNamesEveryProcess() {
        List<String> checks = given().get("/q/health/ready").then().statusCode(200).extract().path("checks.name");

        assertThat(checks).contains("process redis", "process seed", "process quotes", "process worker", "process clock");
    }

    @Test
    void commandForAnUnknownProcessIsRefusedWithTheKnownIds() {
        String answer = order("nope", "start", 404);

        assertThat(answer).contains("Process not found: nope", "clock", "redis");
    }

    @Test
    void pageIsServed() {
        String page = given().get("/").then().statusCode(200).extract().asString();

        assertThat(page).contains("Processes of this application");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    private static List<ProcessView> processes() {
        return List.of(given().get("/processes").then().statusCode(200).extract().as(ProcessView[].class));
    }

    private static ProcessView process(String id) {
        return processes().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    }

    private static String order(String id, String order, int status) {
        return given().post("/processes/{id}/{order}", id, order).then().statusCode(status).extract().asString();
    }

    private static void feel(String wanted) {
        given().contentType("text/plain").body(wanted).put("/quotes/health").then().statusCode(204);
    }

    private static int rounds() {
        return Integer.parseInt(given().get("/board").then().statusCode(200).extract().path("rounds"));
    }
}
