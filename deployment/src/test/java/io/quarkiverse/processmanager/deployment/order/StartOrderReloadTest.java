package io.quarkiverse.processmanager.deployment.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import java.time.Duration;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;

/** The order with the application in dev mode, where the processes outlive an application and a start that fails. */
class StartOrderReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String RUNS = "db.command=sleep 1000\nquarkus.processes.db.startup-window=100ms";
    /** A process that is alive after the window is up, however slow the machine is. */
    private static final String FAILS = "db.command=sh -c 'echo no space left; exit 4'\n"
            + "quarkus.processes.db.startup-window=60s";

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Processes.class).addAsResource(new StringAsset("""
                    quarkus.processes.cache.command=sleep 1000
                    quarkus.processes.cache.startup-window=100ms
                    quarkus.processes.cache.start-phase=before-app
                    quarkus.processes.db.command=sleep 1000
                    quarkus.processes.db.startup-window=100ms
                    quarkus.processes.db.start-phase=before-app
                    quarkus.processes.db.restart.max=0
                    quarkus.processes.ui.command=sleep 1000
                    quarkus.processes.ui.env.API=${quarkus.http.port}
                    quarkus.processes.ui.startup-window=100ms
                    quarkus.processes.ui.start-phase=after-app
                    app.version=1
                    """), "application.properties"));

    @Test
    void aFailedStartRecoversAndProcessesThatRunStay() {
        String cache = awaitPid("cache");
        String ui = awaitPid("ui");

        change(RUNS, FAILS);
        get("/pid/db").statusCode(500).body(allOf(containsString("it needs process"), containsString("exited with 4"),
                containsString("no space left")));

        change(FAILS, RUNS.replace("1000", "1001"));
        awaitPid("db");
        assertThat(awaitPid("cache")).isEqualTo(cache);
        assertThat(awaitPid("ui")).isEqualTo(ui);
    }

    private static void change(String from, String to) {
        APP.modifyResourceFile("application.properties", text -> text.replace(from, to));
    }

    private static String awaitPid(String id) {
        return await().atMost(PATIENCE).until(
                () -> given().port(DevMode.PORT).get("/pid/" + id).then().extract().asString(), text -> text.matches("\\d+"));
    }

    private static ValidatableResponse get(String path) {
        return given().port(DevMode.PORT).get(path).then();
    }

    @Path("/pid/{id}")
    public static class Processes {

        @Inject
        ProcessManager manager;

        @GET
        public String pid(String id) {
            return manager.find(id).stream().flatMapToLong(process -> process.status().pid().stream()).boxed()
                    .map(String::valueOf).collect(Collectors.joining());
        }
    }
}
