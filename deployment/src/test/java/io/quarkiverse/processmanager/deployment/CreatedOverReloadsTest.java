package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.Response;

/** What code has created, over live reloads of that code. */
class CreatedOverReloadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RELOADS = 12;
    /** As many are alive at times without any extension. */
    private static final int USUAL_LOADERS = 6;

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(CreatingApplication.class));

    @Test
    void onlyThoseThatAreKeptLiveOnAndNothingOfTheOldApplicationStays() {
        Map<String, Integer> first = awaitBoth();

        for (int reload = 1; reload <= RELOADS; reload++) {
            reload(reload);
            Map<String, Integer> now = awaitBoth();
            assertThat(now.get("kept")).isEqualTo(first.get("kept"));
            assertThat(now.get("own")).isNotEqualTo(first.get("own"));
        }

        await().atMost(PATIENCE).until(() -> ProcessHandle.of(first.get("own")).filter(ProcessHandle::isAlive).isEmpty());
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(Integer.parseInt(get("/loaders").asString())).isLessThanOrEqualTo(USUAL_LOADERS));
    }

    private static void reload(int number) {
        APP.modifySourceFile(CreatingApplication.class, source -> source.replaceFirst("VERSION = \\d+", "VERSION = " + number));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("/version").asString()).isEqualTo("" + number));
    }

    private static Map<String, Integer> awaitBoth() {
        return await().atMost(PATIENCE).until(CreatedOverReloadsTest::pids,
                pids -> pids.containsKey("kept") && pids.containsKey("own"));
    }

    private static Map<String, Integer> pids() {
        Response response = get("/pids");
        return response.statusCode() == 200 ? response.jsonPath().getMap("") : Map.of();
    }
}
