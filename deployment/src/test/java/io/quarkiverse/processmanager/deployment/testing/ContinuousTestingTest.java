package io.quarkiverse.processmanager.deployment.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ContinuousTestingTestUtils;
import io.quarkus.test.ContinuousTestingTestUtils.TestStatus;
import io.quarkus.test.QuarkusDevModeTest;

/**
 * Continuous testing beside dev mode never uses a process of dev mode unless the configuration says so, except a task that creates
 * the same in both.
 */
class ContinuousTestingTest {

    private static final String FILE = "application.properties";
    private static final int FIXED = freePort();
    /** What a task creates that dev mode and the tests both have. */
    private static final Path FETCHED = Path.of("target", "fetched-" + ProcessHandle.current().pid()).toAbsolutePath();

    @RegisterExtension
    static final QuarkusDevModeTest DEV_MODE = new QuarkusDevModeTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addAsResource(new StringAsset(
                    ContinuousTestingTestUtils.appProperties(
                            "quarkus.processes.db.command=sleep 1000",
                            "quarkus.processes.db.startup-window=50ms",
                            "quarkus.processes.db.health.type=none",
                            "quarkus.processes.db.data-dir=target/data-of-dev-mode",
                            "quarkus.processes.api.command=sleep 1000",
                            "quarkus.processes.api.startup-window=50ms",
                            "quarkus.processes.api.depends-on=db",
                            "quarkus.processes.fetch.command=sh -c 'echo run >> " + FETCHED + "'",
                            "quarkus.processes.fetch.creates=" + FETCHED,
                            "test.fixed-port=" + FIXED,
                            "test.wants=anything",
                            "quarkus.processes.db.port=" + FIXED)),
                    FILE))
            .setTestArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClass(BesideDevModeET.class));

    private final ContinuousTestingTestUtils runs = new ContinuousTestingTestUtils();

    @Test
    void theTestsUseTheInstanceThatTheConfigurationChooses() {
        // The test itself accepts anything, so only the refused start of its application can fail it.
        TestStatus fixedPort = runs.waitForNextCompletion();
        assertThat(fixedPort.getTestsFailed()).as("a fixed port of dev mode").isEqualTo(1);

        DEV_MODE.modifyResourceFile(FILE, text -> text.replace("wants=anything", "wants=shared")
                + "\nquarkus.processes.db.test=shared\n");
        TestStatus shared = runs.waitForNextCompletion();
        assertThat(shared.getTestsPassed()).as("shared").isEqualTo(1);

        DEV_MODE.modifyResourceFile(FILE, text -> text.replace("db.test=shared", "db.test=own").replace("wants=shared",
                "wants=own") + "\n%test.quarkus.processes.db.port=0\n");
        TestStatus own = runs.waitForNextCompletion();
        assertThat(own.getTestsPassed()).as("own").isEqualTo(1);
        assertThat(FETCHED).hasContent("run");
    }

    @AfterAll
    static void deleteWhatTheTaskHasCreated() throws IOException {
        Files.deleteIfExists(FETCHED);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
