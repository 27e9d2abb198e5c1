package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

class LogsInDevUiTest {

    private static final int MOST = 2000;

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(ListenedApplication.class).addAsResource(new StringAsset("""
                    quarkus.processes.many.command=sh -c 'seq 1 5000; echo problem >&2; exec sleep 1000'
                    quarkus.processes.ticks.command=sh -c 'while :; do echo tick; sleep 0.05; done'
                    quarkus.processes.flood.command=sh -c 'yes "$(seq -s " " 1 300)" | head -n 300000'
                    quarkus.processes.flood.auto-start=false
                    quarkus.process-manager.log.level=off
                    """), "application.properties"));

    @Test
    void pagesSeeTheOutput() {
        int usual = listeners();
        historyComesBeforeNewLines();
        cancelledSubscriptionReceivesNothingMore(usual);
        closedPagesLeaveNoListener(usual);
        slowPageReceivesTheNumberOfDroppedLines(usual);
        pageSubscribesAgainAfterALiveReload(usual);
    }

    private static void historyComesBeforeNewLines() {
        try (DevUiPage page = new DevUiPage()) {
            DevUiPage.Subscription all = page.subscribe("logs", Map.of("ids", ""));
            await().atMost(DevUiPage.PATIENCE).until(() -> of("many", all).size() >= 5001 && of("ticks", all).size() > 10);
            List<JsonObject> many = of("many", all);

            assertThat(many.stream().map(line -> line.getLong("seq"))).doesNotHaveDuplicates().isSorted();
            assertThat(many.stream().filter(line -> line.getBoolean("err")).map(line -> line.getString("text")))
                    .containsExactly("problem");
            assertThat(all.items()).allMatch(batch -> lines(batch).size() <= MOST);

            DevUiPage.Subscription one = page.subscribe("logs", Map.of("ids", "ticks"));
            await().atMost(DevUiPage.PATIENCE).until(() -> of("ticks", one).size() > of("ticks", all).size() / 2);
            assertThat(lines(one)).allMatch(line -> line.getString("id").equals("ticks"));
        }
    }

    private static void cancelledSubscriptionReceivesNothingMore(int usual) {
        awaitListeners(usual);
        try (DevUiPage page = new DevUiPage()) {
            DevUiPage.Subscription ticks = page.subscribe("logs", Map.of("ids", "ticks"));
            await().atMost(DevUiPage.PATIENCE).until(() -> !ticks.items().isEmpty());
            assertThat(listeners()).isGreaterThan(usual);

            ticks.cancel();
            awaitListeners(usual);
        }
    }

    private static void closedPagesLeaveNoListener(int usual) {
        List<DevUiPage> pages = new ArrayList<>();
        for (int count = 0; count < 20; count++) {
            DevUiPage page = new DevUiPage();
            pages.add(page);
            DevUiPage.Subscription logs = page.subscribe("logs", Map.of("ids", ""));
            DevUiPage.Subscription processes = page.subscribe("processes", Map.of());
            await().atMost(DevUiPage.PATIENCE).until(() -> !logs.items().isEmpty() && !processes.items().isEmpty());
        }
        assertThat(listeners()).isGreaterThanOrEqualTo(40);

        pages.forEach(DevUiPage::close);
        awaitListeners(usual);
    }

    private static void slowPageReceivesTheNumberOfDroppedLines(int usual) {
        awaitListeners(usual);
        try (DevUiPage page = new DevUiPage()) {
            DevUiPage.Subscription flood = page.subscribe("logs", Map.of("ids", "flood"));
            await().atMost(DevUiPage.PATIENCE).until(() -> listeners() > usual);
            // Before the first line: on a busy machine the page could read all lines before it pauses.
            page.pause();
            try (DevUiPage other = new DevUiPage()) {
                other.call("start", Map.of("id", "flood"));
                // The whole output, 320 MB, is more than the memory for slow pages, at most 128 MB, and the buffers of the
                // connection can hold.
                other.subscribe("processes", Map.of()).await(LogsInDevUiTest::isFloodOver);
            }
            page.resume();

            JsonObject gap = flood.await(batch -> batch.getJsonObject("dropped").getLong("flood", 0L) > 0);
            assertThat(flood.items()).allMatch(batch -> lines(batch).size() <= MOST);
            assertThat(gap.getJsonObject("dropped").fieldNames()).containsExactly("flood");
        }
    }

    private static boolean isFloodOver(JsonObject overview) {
        return overview.getJsonArray("rows").stream().map(JsonObject.class::cast)
                .anyMatch(row -> row.getString("id").equals("flood") && row.getString("phase").equals("COMPLETED"));
    }

    private static void pageSubscribesAgainAfterALiveReload(int usual) {
        try (DevUiPage page = new DevUiPage()) {
            DevUiPage.Subscription before = page.subscribe("logs", Map.of("ids", "ticks"));
            await().atMost(DevUiPage.PATIENCE).until(() -> !before.items().isEmpty());

            // No application answers until the source compiles again.
            APP.modifySourceFile(ListenedApplication.class, source -> source.replace("VERSION = 0", "VERSION = one"));
            await().atMost(DevUiPage.PATIENCE).until(() -> ask("/version").statusCode() == 500);
            APP.modifySourceFile(ListenedApplication.class, source -> source.replace("VERSION = one", "VERSION = 1"));
            await().atMost(DevUiPage.PATIENCE).until(() -> ask("/version").asString().equals("1"));
            awaitListeners(usual);
        }
        // The server closes the connections of the previous application; a browser reconnects.
        try (DevUiPage page = new DevUiPage()) {
            DevUiPage.Subscription after = page.subscribe("logs", Map.of("ids", "ticks"));
            await().atMost(DevUiPage.PATIENCE).until(() -> !after.items().isEmpty());
        }
    }

    private static Response ask(String path) {
        return RestAssured.given().port(DevMode.PORT).get(path);
    }

    private static void awaitListeners(int count) {
        await().atMost(DevUiPage.PATIENCE).until(() -> listeners() == count);
    }

    private static int listeners() {
        return Integer.parseInt(ask("/listeners").asString());
    }

    private static List<JsonObject> of(String id, DevUiPage.Subscription subscription) {
        return lines(subscription).stream().filter(line -> line.getString("id").equals(id)).toList();
    }

    private static List<JsonObject> lines(DevUiPage.Subscription subscription) {
        return subscription.items().stream().flatMap(batch -> lines(batch).stream()).toList();
    }

    private static List<JsonObject> lines(Object batch) {
        return ((JsonObject) batch).getJsonArray("lines").stream().map(JsonObject.class::cast).toList();
    }
}
