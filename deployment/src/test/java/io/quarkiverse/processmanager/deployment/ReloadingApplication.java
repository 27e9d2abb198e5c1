package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.Response;

/**
 * An application in dev mode that all tests of a class share. {@link QuarkusDevModeTest} alone starts one for each test. The
 * application must have the class {@link Reloads}.
 */
final class ReloadingApplication implements BeforeAllCallback, AfterAllCallback {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The number of the last applications that can be in memory without any extension. */
    private static final int USUAL = 5;
    private static final int QUICK_POLLS = 50;
    private static final Duration IDLE = Duration.ofSeconds(40);

    private final QuarkusDevModeTest app;
    private int version;

    ReloadingApplication(QuarkusDevModeTest app) {
        this.app = app;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        app.beforeAll(context);
        app.beforeEach(context);
        get("/first").then().statusCode(200);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        app.afterEach(context);
        app.afterAll(context);
    }

    Response get(String path) {
        return given().port(DevMode.PORT).get(path);
    }

    /** Changes a Java class and waits until the next application answers. */
    void reload() {
        version++;
        changeJava(source -> source.replaceFirst("VERSION = \\d+", "VERSION = " + version));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("/version").asString()).isEqualTo("" + version));
    }

    /** Changes a Java class. The next request reloads the application. */
    void changeJava(UnaryOperator<String> change) {
        app.modifySourceFile(Reloads.class, change);
    }

    /** Replaces text in {@code application.properties}. The next request reloads the application. */
    void changeProperties(String from, String to) {
        app.modifyResourceFile("application.properties", text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });
    }

    /** The pids of the running processes by id, once all of the given ones run. */
    Map<String, Integer> awaitRunning(String... ids) {
        return await().atMost(PATIENCE).until(this::pids, pids -> pids.keySet().containsAll(List.of(ids)));
    }

    /** The pids of the running processes by id. Empty while the application does not answer. */
    Map<String, Integer> pids() {
        Response response = get("/pids");
        return response.statusCode() == 200 ? response.jsonPath().getMap("") : Map.of();
    }

    /**
     * Waits until no application is in memory except the first, which Quarkus keeps, and the last few. A pool keeps some of the
     * last ones for a while, even without any extension: a thread of a pool can keep the application that was running when
     * the thread was created. After the first polls the wait therefore leaves the pool idle for longer than the 30 s after which
     * such a thread ends. The wait fails if a single other application leaks.
     */
    void awaitOldApplicationsAreGone() {
        int last = living().stream().mapToInt(number -> number).max().orElseThrow();
        assertThat(last).isGreaterThan(2 * USUAL);
        await().pollInterval((polls, before) -> polls < QUICK_POLLS ? Duration.ofMillis(200) : IDLE)
                .atMost(PATIENCE.plus(IDLE.multipliedBy(2))).untilAsserted(
                        () -> assertThat(living()).allMatch(number -> number == 0 || number > last - USUAL,
                                "the first or a late one"));
    }

    private List<Integer> living() {
        return get("/living").jsonPath().getList("");
    }
}
