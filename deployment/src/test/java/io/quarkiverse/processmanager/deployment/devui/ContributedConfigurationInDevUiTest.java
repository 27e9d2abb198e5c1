package io.quarkiverse.processmanager.deployment.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The configuration that a process contributes: where the Dev UI shows it, and what a change of it does. */
class ContributedConfigurationInDevUiTest {

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.processes.web.command=sleep 1000
                    quarkus.processes.web.startup-window=50ms
                    quarkus.processes.web.config."web.url"=http://me:sesame@localhost:9311
                    quarkus.processes.web.config."web.password"=sesame
                    quarkus.processes.web.config."web.colour"=green
                    quarkus.processes.web.config."web.mine"=x
                    web.mine=y
                    """), "application.properties"));

    @Test
    void theDevUiShowsTheConfigurationAndAChangeRestartsNoProcess() {
        Object pid;
        try (DevUiPage page = new DevUiPage()) {
            pid = pid(page);
            assertThat(ofDevServices(page)).isEqualTo(JsonObject.of("web.colour", "green", "web.password", "***", "web.url",
                    "http://***@localhost:9311"));
            assertThat(setting(page, "config.\"web.password\"")).isEqualTo("***");
            assertThat(setting(page, "config.\"web.url\"")).isEqualTo("http://***@localhost:9311");
            assertThat(source(page, "web.colour")).isEqualTo("Process 'web'");
            assertThat(source(page, "web.mine")).contains("application.properties");
        }

        APP.modifyResourceFile("application.properties", text -> text.replace("green", "red").replace("web.mine=y", ""));
        RestAssured.given().port(DevMode.PORT).get("/q/dev-ui/any");

        try (DevUiPage page = new DevUiPage()) {
            assertThat(ofDevServices(page).getString("web.colour")).isEqualTo("red");
            assertThat(ofDevServices(page).getString("web.mine")).isEqualTo("x");
            assertThat(setting(page, "config.\"web.colour\"")).isEqualTo("red");
            assertThat(source(page, "web.mine")).isEqualTo("Process 'web'");
            assertThat(pid(page)).isEqualTo(pid);
        }
    }

    private static Object pid(DevUiPage page) {
        JsonObject overview = page.subscribe("processes", Map.of())
                .await(some -> row(some).getString("phase").equals("RUNNING"));
        return row(overview).getValue("pid");
    }

    private static JsonObject row(JsonObject overview) {
        return overview.getJsonArray("rows").getJsonObject(0);
    }

    /** The values on the page for Dev Services. */
    private static JsonObject ofDevServices(DevUiPage page) {
        JsonArray services = (JsonArray) page.callAny("devui-dev-services_getDevServices", Map.of());
        return services.stream().map(JsonObject.class::cast).filter(some -> some.getString("name").equals("Process 'web'"))
                .findFirst().orElseThrow().getJsonObject("configs");
    }

    private static String setting(DevUiPage page, String key) {
        return ((JsonObject) page.call("details", Map.of("id", "web"))).getJsonArray("settings").stream()
                .map(JsonObject.class::cast).filter(setting -> setting.getString("key").equals(key)).findFirst().orElseThrow()
                .getString("value");
    }

    /** The source of a property on the page for the configuration. */
    private static String source(DevUiPage page, String key) {
        JsonArray all = (JsonArray) page.callAny("devui-configuration_getAllConfiguration", Map.of());
        return all.stream().map(JsonObject.class::cast).filter(some -> some.getString("name").equals(key)).findFirst()
                .orElseThrow().getJsonObject("configValue").getString("sourceName");
    }
}
