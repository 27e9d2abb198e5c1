package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/**
 * The JVM gets a signal while an observer of the start hangs, or an observer of the shutdown hangs after it. Quarkus waits for
 * the observer, but the processes end: at once during a start, and when the time of the shutdown is over after it. The JVM ends
 * too if the observer of the start reacts to an interrupt.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the signals are sent with kill, and ignored ones are reset with perl")
class StuckApplicationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Without the hook the processes end with the start, which takes longer than all tests. */
    private static final Duration AT_ONCE = Duration.ofSeconds(50);

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClass(Stuck.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.process-manager.modes", "prod")
            .overrideConfigKey("quarkus.processes.willing.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.stubborn.command",
                    "sh -c 'trap \"\" TERM; while :; do sleep 1; done'")
            .overrideConfigKey("quarkus.processes.stubborn.stop.timeout", "1s")
            .overrideConfigKey("quarkus.process-manager.shutdown-timeout", "3s");

    @ProdBuildResults
    ProdModeTestResults results;

    @TempDir
    Path directory;

    private final Map<String, Process> applications = new LinkedHashMap<>();
    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void killTheRest() {
        applications.values().forEach(Process::destroyForcibly);
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everySignalEndsTheProcessesAndTheJvm() throws Exception {
        List<String> signals = List.of("TERM", "INT", "HUP");
        for (String signal : signals) {
            start(signal, "interruptible");
        }
        for (String signal : signals) {
            awaitProcesses(signal);
        }

        for (String signal : signals) {
            signal(signal, applications.get(signal));
        }

        await().atMost(AT_ONCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        await().atMost(AT_ONCE).until(() -> applications.values().stream().noneMatch(Process::isAlive));
        for (String signal : signals) {
            assertThat(log(signal)).contains("The JVM ends while no application is up", "All processes have stopped");
        }
    }

    /** No extension can end a JVM whose start ignores interrupts, except by a halt, which would skip the other hooks. */
    @Test
    void theProcessesEndAlsoIfTheStartIgnoresInterrupts() throws Exception {
        Process application = start("deaf", "deaf");
        awaitProcesses("deaf");

        signal("TERM", application);

        await().atMost(AT_ONCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(log("deaf")).contains("The JVM ends while no application is up");
    }

    @Test
    void theProcessesEndAlsoIfTheShutdownHangs() throws Exception {
        Process application = start("hanging", "hanging");
        awaitProcesses("hanging");
        await().atMost(PATIENCE).until(() -> log("hanging").contains("started in"));

        signal("TERM", application);

        await().atMost(AT_ONCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(log("hanging")).contains("The shutdown of the application takes longer than");
    }

    private Process start(String name, String manner) throws IOException {
        Path runner = results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder("perl", "-e",
                "$SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM); exec @ARGV",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dmanner=" + manner, "-Dup=" + file(name, "up"), "-jar", runner.toString())
                .redirectErrorStream(true).redirectOutput(file(name, "log").toFile());
        Process application = builder.start();
        applications.put(name, application);
        return application;
    }

    /** Waits until the observer hangs and the processes run, and notes them. */
    private void awaitProcesses(String name) throws IOException {
        Process application = applications.get(name);
        await(name).atMost(PATIENCE).until(() -> {
            assertThat(application.isAlive()).as(log(name)).isTrue();
            return Files.exists(file(name, "up")) && log(name).contains("'stubborn' is up")
                    && log(name).contains("'willing' is up");
        });
        // The watchdog is one of them; it ends with the engine.
        application.descendants().forEach(started::add);
        assertThat(started.size()).isGreaterThanOrEqualTo(2);
    }

    private Path file(String name, String kind) {
        return directory.resolve(name + "." + kind);
    }

    private String log(String name) throws IOException {
        return Files.readString(file(name, "log"), UTF_8);
    }

    private static void signal(String name, Process application) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, "--", Long.toString(application.pid())).start().waitFor();
    }

    /** Part of the application. */
    public static class Stuck {

        private static final String MANNER = System.getProperty("manner");

        void start(@Observes StartupEvent event) throws IOException, InterruptedException {
            Files.createFile(Path.of(System.getProperty("up")));
            if (!MANNER.equals("hanging")) {
                hang();
            }
        }

        void end(@Observes ShutdownEvent event) throws InterruptedException {
            if (MANNER.equals("hanging")) {
                hang();
            }
        }

        private static void hang() throws InterruptedException {
            long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
            while (System.nanoTime() < end) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    if (MANNER.equals("interruptible")) {
                        throw e;
                    }
                }
            }
        }
    }
}
