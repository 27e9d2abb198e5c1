package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class ProcessesInDevUiTest {

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.processes.db.command=sleep 1000
                    quarkus.processes.db.startup-window=50ms
                    quarkus.processes.db.port=54329
                    quarkus.processes.db.ports.admin=54330
                    quarkus.processes.db.url-schemes.admin=https
                    quarkus.processes.db.health.type=none
                    quarkus.processes.web.command=sleep 1000
                    quarkus.processes.web.name=Front end
                    quarkus.processes.web.startup-window=50ms
                    quarkus.processes.web.depends-on=db
                    quarkus.processes.web.pattern=worker
                    quarkus.processes.web.env.API_TOKEN=abcdefgh
                    quarkus.processes.web.env.COLOUR=green
                    quarkus.processes.broken.command=sh -c 'echo ERROR no licence; echo bye; exit 4'
                    quarkus.processes.broken.restart.policy=never
                    """), "application.properties"));

    /** One start of the application serves all checks of the pages. */
    @Test
    void pageShowsTheProcesses() {
        try (DevUiPage page = new DevUiPage()) {
            cardShowsTheNumberOfRunningProcessesAndOneDown(page);
            pageSeesTheProcessesAndActsOnThem(page);
            refusedActionHasAReason(page);
            menuOffersSignals(page);
            detailsHaveTheOriginOfEachSetting(page);
            timelineHasTheCriticalPathOfTheStart(page);
            applicationIsAmongItsProcesses(page);
        }
        pageIsServed();
    }

    private static void pageSeesTheProcessesAndActsOnThem(DevUiPage page) {
        DevUiPage.Subscription processes = page.subscribe("processes", Map.of());
        JsonObject started = processes.awaitProcesses(
                overview -> is(overview, "web", "RUNNING") && is(overview, "broken", "FAILED"));
        JsonObject web = row(started, "web");

        assertThat(ids(started)).containsExactly("broken", "db", "web");
        assertThat(started.getJsonObject("counts"))
                .isEqualTo(JsonObject.of("down", 1, "running", 2, "done", 0, "moving", 0, "stopped", 0));
        assertThat(web.getString("name")).isEqualTo("Front end");
        assertThat(web.getJsonArray("dependsOn"))
                .isEqualTo(JsonArray.of(JsonObject.of("id", "db", "condition", "running", "met", true, "failed", false, "any",
                        false)));
        assertThat(web.getJsonArray("actions")).containsExactlyInAnyOrder("stop", "restart", "kill", "signal");
        assertThat(web.getString("source")).isEqualTo("CONFIGURATION");
        assertThat(web.getValue("port")).isNull();
        assertThat(row(started, "db").getJsonArray("endpoints").getJsonObject(0))
                .isEqualTo(JsonObject.of("name", "main", "scheme", "", "host", "localhost", "port", 54329, "address",
                        "localhost:54329", "url", null));
        assertThat(row(started, "db").getJsonArray("endpoints").getJsonObject(1).getString("url"))
                .isEqualTo("https://localhost:54330/");
        assertThat(row(started, "db").getJsonArray("dependents")).containsExactly("web");
        assertThat(row(started, "broken").getJsonObject("lastExit").getInteger("code")).isEqualTo(4);
        assertThat(row(started, "broken").getString("cause")).isEqualTo("ERROR no licence");
        assertThat(row(started, "broken").getJsonArray("actions")).containsExactly("start");

        assertThat(page.call("stop", Map.of("id", "web"))).isEqualTo(JsonObject.of("ok", true, "message", ""));
        JsonObject stopped = processes.awaitProcesses(overview -> is(overview, "web", "STOPPED"));
        assertThat(row(stopped, "web").getValue("pid")).isNull();
        assertThat(row(stopped, "web").getJsonObject("lastExit").getBoolean("expected")).isTrue();

        page.call("start", Map.of("id", "web"));
        processes.awaitProcesses(overview -> is(overview, "web", "RUNNING")
                && !row(overview, "web").getValue("pid").equals(web.getValue("pid")));
        page.call("kill", Map.of("id", "db"));
        processes.awaitProcesses(overview -> is(overview, "db", "STOPPED"));
        assertThat(rows(processes.items().get(0))).as("the rows of the first update").hasSize(3);
        assertThat(processes.items().stream().skip(1)).as("updates with the rows that have changed").anySatisfy(update -> {
            assertThat(rows(update)).hasSizeLessThan(3);
            assertThat(((JsonObject) update).getValue("ids")).isNull();
        });
    }

    private static JsonArray rows(Object update) {
        return ((JsonObject) update).getJsonArray("rows");
    }

    private static void cardShowsTheNumberOfRunningProcessesAndOneDown(DevUiPage page) {
        DevUiPage.Subscription badge = page.subscribe("badge", Map.of());

        await().atMost(DevUiPage.PATIENCE).until(() -> badge.items().contains(
                "<qui-badge level=\"error\" tiny pill title=\"1 down, 2 running\"><span>1 down, 2 running</span></qui-badge>"));
    }

    private static void refusedActionHasAReason(DevUiPage page) {
        JsonObject unknown = (JsonObject) page.call("stop", Map.of("id", "wbe"));
        JsonObject signal = (JsonObject) page.call("signal", Map.of("id", "broken", "name", "HUP"));

        assertThat(unknown.getBoolean("ok")).isFalse();
        assertThat(unknown.getString("message")).startsWith("Process not found: wbe");
        assertThat(signal.getBoolean("ok")).isFalse();
        assertThat(signal.getString("message")).startsWith("cannot signal process 'broken': ");
    }

    private static void menuOffersSignals(DevUiPage page) {
        assertThat(((JsonArray) page.call("signals", Map.of())).getList()).contains("TERM", "KILL");
    }

    private static void detailsHaveTheOriginOfEachSetting(DevUiPage page) {
        JsonObject web = (JsonObject) page.call("details", Map.of("id", "web"));
        JsonObject broken = (JsonObject) page.call("details", Map.of("id", "broken"));

        assertThat(web.getJsonArray("words")).containsExactly("sleep", "1000");
        assertThat(web.getJsonArray("environment")).contains(
                JsonObject.of("name", "API_TOKEN", "value", "***", "secret", true, "dependency", ""),
                JsonObject.of("name", "COLOUR", "value", "green", "secret", false, "dependency", ""));
        assertThat(page.call("reveal", Map.of("id", "web", "name", "API_TOKEN"))).isEqualTo("abcdefgh");
        try (DevUiPage program = DevUiPage.ofProgram()) {
            assertThat(program.call("reveal", Map.of("id", "web", "name", "API_TOKEN"))).isEqualTo("");
        }
        assertThat(web.encode()).doesNotContain("abcdefgh");
        JsonObject name = setting(web, "name");
        assertThat(name.getString("value")).isEqualTo("Front end");
        assertThat(name.getString("origin")).isEqualTo("property");
        assertThat(name.getString("source")).contains("application.properties");
        assertThat(setting(web, "stop.signal").getString("origin")).isEqualTo("default");
        assertThat(setting(web, "usage-limit.memory").getString("value")).isEmpty();
        assertThat(broken.getJsonObject("lastStart"))
                .isEqualTo(JsonObject.of("lines", JsonArray.of("ERROR no licence", "bye"), "deciding", 0));
        assertThat(web.getJsonArray("settings").stream().map(JsonObject.class::cast)
                .filter(setting -> setting.getString("origin").equals("pattern"))).isNotEmpty()
                .allMatch(setting -> setting.getString("source").equals("worker"));
        assertThat(web.getJsonArray("passages").stream().map(passage -> ((JsonObject) passage).getString("phase")))
                .contains("STARTING", "RUNNING", "STOPPING", "STOPPED");
        assertThat(broken.getJsonArray("exits").stream().map(JsonObject.class::cast)).singleElement().satisfies(
                exit -> assertThat(exit.getBoolean("expected")).isFalse());
        assertThat(web.getJsonArray("environment").stream().map(JsonObject.class::cast)
                .filter(variable -> variable.getString("name").equals("DB_PORT"))).singleElement()
                .satisfies(variable -> assertThat(variable.getString("dependency")).isEqualTo("db"));
        assertThat(page.call("details", Map.of("id", "missing"))).isNull();
    }

    private static JsonObject setting(JsonObject details, String key) {
        return details.getJsonArray("settings").stream().map(JsonObject.class::cast)
                .filter(setting -> setting.getString("key").equals(key)).findFirst().orElseThrow();
    }

    private static void applicationIsAmongItsProcesses(DevUiPage page) {
        JsonObject application = (JsonObject) page.call("application", Map.of());

        assertThat(application.getString("name")).isNotEmpty();
        assertThat(application.getJsonArray("waitsFor")).isEmpty();
        assertThat(application.getJsonArray("startsLater")).isEmpty();
    }

    private static void timelineHasTheCriticalPathOfTheStart(DevUiPage page) {
        JsonObject timeline = page.subscribe("timeline", Map.of()).await(line -> true);

        assertThat(timeline.getJsonArray("critical").getString(0)).isEqualTo("the build");
        assertThat(timeline.getJsonArray("waits").stream().map(JsonObject.class::cast)
                .map(wait -> wait.getString("id") + " " + wait.getString("other"))).contains("web db");
        assertThat(timeline.getString("sentence")).startsWith("the start took ");
        assertThat(timeline.getLong("now")).isGreaterThan(timeline.getLong("origin"));
        assertThat(timeline.getJsonArray("bars").stream().map(JsonObject.class::cast)
                .filter(bar -> bar.getString("id").equals("web")).map(bar -> bar.getString("kind")))
                .contains("waiting", "running");
        assertThat(timeline.getJsonArray("bars").stream().map(JsonObject.class::cast)
                .filter(bar -> bar.getString("id").isEmpty()).map(bar -> bar.getString("kind")))
                .startsWith("building", "starting").doesNotContain("running");
        RestAssured.given().port(DevMode.PORT).get("/");
        page.subscribe("timeline", Map.of()).await(line -> line.getJsonArray("bars").stream().map(JsonObject.class::cast)
                .anyMatch(bar -> bar.getString("id").isEmpty() && bar.getString("kind").equals("running")));
    }

    private static void pageIsServed() {
        RestAssured.given().port(DevMode.PORT).get("/q/dev-ui/quarkus-process-manager/qwc-process-manager-processes.js")
                .then().statusCode(200);
        RestAssured.given().port(DevMode.PORT).get("/q/dev-ui/quarkus-process-manager/process-manager-dark.svg").then()
                .statusCode(200);
    }

    private static List<String> ids(JsonObject overview) {
        return overview.getJsonArray("rows").stream().map(row -> ((JsonObject) row).getString("id")).sorted().toList();
    }

    private static boolean is(JsonObject overview, String id, String phase) {
        return row(overview, id).getString("phase").equals(phase);
    }

    private static JsonObject row(JsonObject overview, String id) {
        return overview.getJsonArray("rows").stream().map(JsonObject.class::cast)
                .filter(row -> row.getString("id").equals(id)).findFirst().orElseThrow();
    }
}
