package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import com.sun.management.HotSpotDiagnosticMXBean;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.Response;

/**
 * An application in dev mode that all tests of a class share, and that is reloaded often. The application must have the class
 * {@link Reloads} and an {@code application.properties}.
 */
final class ReloadingApplication implements BeforeAllCallback, AfterAllCallback {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROPERTIES = "application.properties";
    /** The number of the last applications that can be in memory without any extension. */
    private static final int USUAL = 5;
    /**
     * Each request of a test runs tasks in this pool of Vert.x, which outlives reloads. A thread of the pool never ends, and its
     * stack references its first task, whose context class loader is that of the application of that request. With the default
     * size a slow machine adds a thread during a later application, which then stays in memory. One thread can only keep the
     * first application.
     */
    private static final String POOL_SIZE = "quarkus.vertx.internal-blocking-pool-size";

    private final QuarkusDevModeTest app;
    private final SharedDevMode shared;
    private String name = "";
    private int revision;
    private int version;

    ReloadingApplication(QuarkusDevModeTest app) {
        this.app = app;
        this.shared = new SharedDevMode(app);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        name = context.getRequiredTestClass().getSimpleName();
        System.setProperty(POOL_SIZE, "1");
        shared.beforeAll(context);
        get("/first").then().statusCode(200);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        System.clearProperty(POOL_SIZE);
        shared.afterAll(context);
    }

    Response get(String path) {
        return given().port(DevMode.PORT).get(path);
    }

    /**
     * Changes a property and waits until the next application answers. {@link QuarkusDevModeTest} sleeps for a second when it
     * changes a Java class, so tests that only need another application change a property.
     */
    void reload() {
        version++;
        app.modifyResourceFile(PROPERTIES, text -> text.replaceAll("(?m)^app\\.version=.*\\R", "") + "app.version=" + version
                + "\n");
        awaitVersion();
    }

    /** Changes a Java class and waits until the next application answers. */
    void recompile() {
        revision++;
        changeJava(source -> source.replaceFirst("REVISION = \\d+", "REVISION = " + revision));
        awaitVersion();
    }

    private void awaitVersion() {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(get("/version").asString()).isEqualTo(revision + "." + version));
    }

    /** Changes a Java class. The next request reloads the application. */
    void changeJava(UnaryOperator<String> change) {
        app.modifySourceFile(Reloads.class, change);
    }

    /** Replaces text in {@code application.properties}. The next request reloads the application. */
    void changeProperties(String from, String to) {
        app.modifyResourceFile(PROPERTIES, text -> {
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
     * last ones for a while, even without any extension. The wait fails if a single other application leaks, and then writes a
     * heap dump.
     */
    void awaitOldApplicationsAreGone() {
        int last = living().stream().mapToInt(number -> number).max().orElseThrow();
        assertThat(last).isGreaterThan(2 * USUAL);
        try {
            await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE.multipliedBy(2)).untilAsserted(
                    () -> assertThat(living()).allMatch(number -> number == 0 || number > last - USUAL,
                            "the first or a late one"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("an old application stays in memory: " + e.getMessage() + "; " + heapDump(), e);
        }
    }

    /** Writes a heap dump. In the dump, the name of the class loader of application 3 ends with {@code restart no:3}. */
    private String heapDump() {
        Path file = Path.of("target", name + ".hprof").toAbsolutePath();
        try {
            Files.deleteIfExists(file);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
            return "the heap dump " + file + " has the paths from the GC roots to its class loader";
        } catch (IOException e) {
            return "there is no heap dump: " + e;
        }
    }

    private List<Integer> living() {
        return get("/living").jsonPath().getList("");
    }
}
