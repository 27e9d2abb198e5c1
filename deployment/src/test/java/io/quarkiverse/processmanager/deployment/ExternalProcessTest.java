package io.quarkiverse.processmanager.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** A server of the test is a process that runs elsewhere. */
class ExternalProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Two class loaders have this class, and share the properties of the JVM. */
    private static final String SERVER = "external-process-test.server";

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(NothingLeft.class))
            .overrideConfigKey("quarkus.process-manager.external", "db")
            .overrideConfigKey("quarkus.process-manager.test.await", "false")
            .overrideConfigKey("quarkus.processes.db.command", "a-program-that-is-not-here")
            .overrideConfigKey("quarkus.processes.db.port", String.valueOf(server().getLocalPort()))
            .overrideConfigKey("quarkus.processes.db.host", "127.0.0.1")
            .overrideConfigKey("quarkus.processes.db.health.interval", "100ms")
            .overrideConfigKey("quarkus.processes.db.health.retries", "1")
            .overrideConfigKey("quarkus.processes.db.config.\"app.db\"",
                    "${quarkus.processes.db.host}:${quarkus.processes.db.port}")
            .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.api.startup-window", "10ms")
            .overrideConfigKey("quarkus.processes.api.depends-on", "db:healthy")
            .setAfterAllCustomizer(ExternalProcessTest::close);

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Inject
    @ForProcess("api")
    ManagedProcess api;

    @Inject
    ProcessManager processes;

    @ConfigProperty(name = "app.db")
    String address;

    private static ServerSocket server() {
        if (System.getProperties().get(SERVER) instanceof ServerSocket open) {
            return open;
        }
        return open(0);
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket opened = new ServerSocket(port, 1000, InetAddress.getByName("127.0.0.1"));
            System.getProperties().put(SERVER, opened);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close() {
        try {
            server().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.getProperties().remove(SERVER);
        }
    }

    @Test
    void theApplicationUsesItAndNeverStopsIt() {
        assertThat(db.isRunning()).as("the application has waited for it").isTrue();
        assertThat(db.status().pid()).isEmpty();
        assertThat(address).isEqualTo("127.0.0.1:" + server().getLocalPort());
        await().atMost(PATIENCE).until(api::isRunning);

        assertThatThrownBy(db::stopAndAwait).isInstanceOfSatisfying(ProcessException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.EXTERNAL));
        processes.stopAllAndAwait();

        assertThat(db.isRunning()).isTrue();
        assertThat(db.startAndAwait().isReady()).isTrue();
        api.startAndAwait();
    }

    @Test
    void theReadinessOfTheApplicationFollowsItsHealth() {
        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'process db' }.data.external", is(true)));
        int port = server().getLocalPort();

        close();
        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then().statusCode(503)
                .body("checks.find { it.name == 'process db' }.status", is("DOWN")));

        // A connection of another program may have it for a while.
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(UncheckedIOException.class).until(() -> open(port).isBound());
        await().atMost(PATIENCE).untilAsserted(() -> get("/q/health/ready").then()
                .body("checks.find { it.name == 'process db' }.status", is("UP")));
        assertThat(db.status().incarnation()).isEqualTo(1);
    }
}
