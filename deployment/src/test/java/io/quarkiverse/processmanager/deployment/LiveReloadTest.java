package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.Response;

class LiveReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RELOADS = 20;
    /** As many are alive at times without any extension: the last one, the one before, and what a pool has not let go yet. */
    private static final int USUAL_LOADERS = 6;

    private static final Path LOG_FILE = newFile();
    private static final Path OTHER_LOG_FILE = newFile();
    private static final Path ENVIRONMENT = write(newFile(), "GREETING=good morning");

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(ReloadedApplication.class).addAsResource(new StringAsset("""
                    quarkus.processes.keeps.command=sh -c 'trap "exit 0" TERM; while :; do echo tick; sleep 0.1; done'
                    quarkus.processes.keeps.startup-window=100ms
                    quarkus.processes.keeps.log.file.path=%s
                    quarkus.processes.changes.command=sleep 1000
                    quarkus.processes.changes.startup-window=100ms
                    quarkus.processes.changes.env-file=%s
                    quarkus.processes.goes.command=sleep 1000
                    quarkus.processes.goes.startup-window=100ms
                    quarkus.processes.crashes.command=sleep 1000
                    quarkus.processes.crashes.startup-window=100ms
                    quarkus.processes.crashes.restart.delay=10ms
                    quarkus.processes.crashes.log.mode=direct
                    """.formatted(LOG_FILE, ENVIRONMENT)), "application.properties"));

    @Test
    void processesLiveThroughReloads() {
        Map<String, Integer> before = awaitRunning("keeps", "changes", "goes", "crashes");

        javaChange(1);
        assertThat(pids()).as("after a change of Java").isEqualTo(before);

        aFailedReloadTouchesNothing(before);

        properties("command=sleep 1000\nquarkus.processes.changes", "command=sleep 2000\nquarkus.processes.changes");
        Map<String, Integer> changed = awaitRunning("keeps", "changes", "goes", "crashes");
        assertThat(changed.get("changes")).isNotEqualTo(before.get("changes"));
        assertThat(without("changes", changed)).as("the others").isEqualTo(without("changes", before));

        write(ENVIRONMENT, "GREETING=good evening");
        Map<String, Integer> greeted = await().atMost(PATIENCE).until(LiveReloadTest::pids, pids -> pids.size() == 4
                && !pids.get("changes").equals(changed.get("changes")));
        assertThat(without("changes", greeted)).as("the others").isEqualTo(without("changes", changed));

        properties("quarkus.processes.goes.command=sleep 1000\nquarkus.processes.goes.startup-window=100ms", "");
        await().atMost(PATIENCE).until(() -> !pids().containsKey("goes"));
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(before.get("goes")).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(pids()).isEqualTo(without("goes", greeted));

        anotherLogFileIsUsedWithoutARestart(pids());
        classLoadersDoNotGrow(pids());
    }

    private static void anotherLogFileIsUsedWithoutARestart(Map<String, Integer> before) {
        assertThat(LOG_FILE).content().startsWith("tick\ntick\n");
        assertThat(OTHER_LOG_FILE).isEmptyFile();

        properties(LOG_FILE.toString(), OTHER_LOG_FILE.toString());
        await().atMost(PATIENCE).until(() -> pids().equals(before) && Files.size(OTHER_LOG_FILE) > 0);
        assertThat(LOG_FILE).content().matches("(tick\n)+");
    }

    @AfterAll
    static void removeTheFiles() throws IOException {
        Files.delete(ENVIRONMENT);
        Files.delete(LOG_FILE);
        Files.delete(OTHER_LOG_FILE);
    }

    private void aFailedReloadTouchesNothing(Map<String, Integer> before) {
        APP.modifySourceFile(ReloadedApplication.class,
                source -> source.replace("return manager", "return does not compile manager"));
        get("/pids").then().statusCode(500);
        assertThat(before.values()).allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
        // A supervised process is restarted even while there is no application.
        ProcessHandle.of(before.get("crashes")).orElseThrow().destroyForcibly();

        APP.modifySourceFile(ReloadedApplication.class,
                source -> source.replace("return does not compile manager", "return manager"));
        Map<String, Integer> after = awaitRunning("keeps", "changes", "goes", "crashes");

        assertThat(without("crashes", after)).isEqualTo(without("crashes", before));
        assertThat(after.get("crashes")).isNotEqualTo(before.get("crashes"));
        before.put("crashes", after.get("crashes"));
    }

    private void classLoadersDoNotGrow(Map<String, Integer> before) {
        for (int reload = 2; reload < RELOADS; reload++) {
            javaChange(reload);
        }

        assertThat(pids()).isEqualTo(before);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(Integer.parseInt(get("/loaders").asString())).isLessThanOrEqualTo(USUAL_LOADERS));
        assertThat(get("/events").asString()).as("the events reach the last application").isEqualTo("true");
    }

    private static Path newFile() {
        try {
            return Files.createTempFile("greeting", ".env");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void javaChange(int number) {
        APP.modifySourceFile(ReloadedApplication.class, source -> source.replaceFirst("VERSION = \\d+", "VERSION = " + number));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("/version").asString()).isEqualTo("" + number));
    }

    private static void properties(String from, String to) {
        APP.modifyResourceFile("application.properties", text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });
    }

    /** The ids with their pids, once all of the given ones run. */
    private static Map<String, Integer> awaitRunning(String... ids) {
        return await().atMost(PATIENCE).until(LiveReloadTest::pids, pids -> pids.keySet().containsAll(List.of(ids)));
    }

    /** Those that run, by id; none while the application does not answer. */
    private static Map<String, Integer> pids() {
        Response response = get("/pids");
        return response.statusCode() == 200 ? response.jsonPath().getMap("") : Map.of();
    }

    private static Map<String, Integer> without(String id, Map<String, Integer> pids) {
        Map<String, Integer> others = new HashMap<>(pids);
        others.remove(id);
        return others;
    }
}
