package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.control.OwnSockets;
import io.quarkiverse.processmanager.runtime.control.LocalControl;
import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.LocalApplication;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.test.QuarkusDevModeTest;

/**
 * What a live reload does to the processes of the configuration. The tests share one application, because its start takes most
 * of the time. Their order matters: each one changes the files of the application.
 */
@TestMethodOrder(OrderAnnotation.class)
class LiveReloadTest {

    private static final Duration PATIENCE = ReloadingApplication.PATIENCE;
    private static final int RELOADS = 8;

    private static final int PORT = freePort();
    /** Writes lines and answers the checks, whose clients must not keep an application in memory. */
    private static final String SERVER = "use IO::Socket::INET; $| = 1; $SIG{TERM} = sub { exit 0 }; $SIG{PIPE} = q(IGNORE); "
            + "$s = IO::Socket::INET->new(LocalAddr => q(127.0.0.1), LocalPort => %d, Listen => 50, ReuseAddr => 1) or die; "
            + "while (1) { print q(tick), chr(10); vec($r = q(), fileno($s), 1) = 1; next unless select($r, undef, undef, 0.1) > 0; "
            + "$c = $s->accept; sysread $c, $b, 4096; print $c q(HTTP/1.0 200 OK), chr(13), chr(10), chr(13), chr(10); close $c }";

    private static final Path LOG_FILE = newFile();
    private static final Path OTHER_LOG_FILE = newFile();
    private static final Path ENVIRONMENT = write(newFile(), "GREETING=good morning");

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final ReloadingApplication APP = new ReloadingApplication(new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClasses(ReloadedApplication.class, Reloads.class)
                    .addAsResource(new StringAsset("""
                            quarkus.processes.keeps.command=perl -e '%s'
                            quarkus.processes.keeps.port=%d
                            quarkus.processes.keeps.health.path=/
                            quarkus.processes.keeps.health.interval=50ms
                            quarkus.processes.keeps.log.file.path=%s
                            quarkus.processes.changes.command=sleep 1000
                            quarkus.processes.changes.startup-window=100ms
                            quarkus.processes.changes.env-file=%s
                            quarkus.processes.goes.command=sleep 1000
                            quarkus.processes.goes.startup-window=100ms
                            quarkus.processes.crashes.command=sleep 1000
                            quarkus.processes.crashes.health.port=${quarkus.processes.keeps.port}
                            quarkus.processes.crashes.health.interval=50ms
                            quarkus.processes.crashes.restart.delay=10ms
                            quarkus.processes.crashes.log.mode=direct
                            """.formatted(SERVER.formatted(PORT), PORT, LOG_FILE, ENVIRONMENT)), "application.properties")));

    @AfterAll
    static void removeTheFiles() throws IOException {
        Files.delete(ENVIRONMENT);
        Files.delete(LOG_FILE);
        Files.delete(OTHER_LOG_FILE);
    }

    @Test
    @Order(1)
    void aChangeOfJavaTouchesNoProcess() {
        Map<String, Integer> before = awaitAll();
        List<ControlSockets.Found> sockets = OwnSockets.of("dev");

        try (Answer output = console("logs", Map.of("ids", List.of("keeps"), "follow", true))) {
            APP.recompile();

            assertThat(APP.pids()).isEqualTo(before);
            assertThat(OwnSockets.of("dev")).isEqualTo(sockets).hasSize(1);
            try (Answer last = console("logs", Map.of("ids", List.of("keeps"), "last", 1))) {
                long number = last.only().members().number("seq").orElseThrow();
                assertThat(Stream.generate(() -> output.next().orElseThrow().members().number("seq").orElse(0L))
                        .filter(one -> one >= number).findFirst()).hasValue(number);
            }
        }
    }

    /** Asks as the console of dev mode does, which has another class loader. */
    private static Answer console(String command, Map<String, ?> options) {
        return new LocalApplication(DevConsoleManager.getGlobal(LocalControl.NAME)).request(command, options)
                .within(PATIENCE);
    }

    @Test
    @Order(2)
    void aFailedReloadTouchesNoProcessAndACrashedProcessIsRestarted() {
        Map<String, Integer> before = awaitAll();

        APP.changeJava(source -> source.replace("return manager", "return does not compile manager"));
        APP.get("/pids").then().statusCode(500);
        assertThat(before.values()).allMatch(LiveReloadTest::isAlive);
        // The supervisor restarts a process even while there is no application.
        ProcessHandle.of(before.get("crashes")).orElseThrow().destroyForcibly();
        APP.changeJava(source -> source.replace("return does not compile manager", "return manager"));

        Map<String, Integer> after = awaitAll();
        assertThat(without("crashes", after)).isEqualTo(without("crashes", before));
        assertThat(after.get("crashes")).isNotEqualTo(before.get("crashes"));
    }

    @Test
    @Order(3)
    void aChangedDefinitionRestartsItsProcessOnly() {
        Map<String, Integer> before = awaitAll();

        APP.changeProperties("command=sleep 1000\nquarkus.processes.changes", "command=sleep 2000\nquarkus.processes.changes");

        Map<String, Integer> after = awaitAll();
        assertThat(after.get("changes")).isNotEqualTo(before.get("changes"));
        assertThat(without("changes", after)).isEqualTo(without("changes", before));
    }

    @Test
    @Order(4)
    void aChangedEnvironmentFileRestartsItsProcessOnly() {
        Map<String, Integer> before = awaitAll();

        write(ENVIRONMENT, "GREETING=good evening");

        Map<String, Integer> after = await().atMost(PATIENCE).until(APP::pids, pids -> pids.size() == 4
                && !pids.get("changes").equals(before.get("changes")));
        assertThat(without("changes", after)).isEqualTo(without("changes", before));
    }

    @Test
    @Order(5)
    void aRemovedDefinitionStopsItsProcessOnly() {
        Map<String, Integer> before = awaitAll();

        APP.changeProperties("quarkus.processes.goes.command=sleep 1000\nquarkus.processes.goes.startup-window=100ms", "");

        await().atMost(PATIENCE).until(() -> !APP.pids().containsKey("goes"));
        await().atMost(PATIENCE).until(() -> !isAlive(before.get("goes")));
        assertThat(APP.pids()).isEqualTo(without("goes", before));
    }

    @Test
    @Order(6)
    void anotherLogFileIsUsedWithoutARestart() {
        Map<String, Integer> before = awaitThoseThatStay();
        assertThat(LOG_FILE).content().startsWith("tick\ntick\n");
        assertThat(OTHER_LOG_FILE).isEmptyFile();

        APP.changeProperties(LOG_FILE.toString(), OTHER_LOG_FILE.toString());

        await().atMost(PATIENCE).until(() -> APP.pids().equals(before) && Files.size(OTHER_LOG_FILE) > 0);
        assertThat(LOG_FILE).content().matches("(tick\n)+");
    }

    @Test
    @Order(7)
    void noApplicationStaysInMemory() {
        Map<String, Integer> before = awaitThoseThatStay();

        for (int reload = 0; reload < RELOADS; reload++) {
            APP.reload();
        }

        assertThat(APP.pids()).isEqualTo(before);
        APP.awaitOldApplicationsAreGone();
    }

    @Test
    @Order(8)
    void theEventsReachTheLastApplication() {
        awaitThoseThatStay();

        assertThat(APP.get("/events").asString()).isEqualTo("true");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> awaitAll() {
        return APP.awaitRunning("keeps", "changes", "goes", "crashes");
    }

    private static Map<String, Integer> awaitThoseThatStay() {
        return APP.awaitRunning("keeps", "changes", "crashes");
    }

    private static boolean isAlive(int pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
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

    private static Map<String, Integer> without(String id, Map<String, Integer> pids) {
        Map<String, Integer> others = new HashMap<>(pids);
        others.remove(id);
        return others;
    }
}
