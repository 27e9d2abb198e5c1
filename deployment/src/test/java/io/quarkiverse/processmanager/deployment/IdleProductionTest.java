package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A packaged application whose processes run in dev mode and in tests only. */
class IdleProductionTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Threads.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.process-manager.metrics.interval", "1s")
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000");

    @ProdBuildResults
    ProdModeTestResults results;

    @TempDir
    Path directory;

    @Test
    void nothingIsScheduledAndNoClassOfOshiIsLoaded() throws Exception {
        Run run = run();

        assertThat(run.output).contains("thread main").noneMatch(line -> line.startsWith("thread quarkus-scheduler"));
        assertThat(run.classes).as("a class that is loaded").contains("io.quarkiverse.processmanager.runtime.engine.Engine");
        assertThat(run.classes).noneMatch(name -> name.startsWith("oshi."));
    }

    @Test
    void modesThatAreGivenAtTheStartRunTheProcessAndMeasureItWithASchedulerThatIsForced() throws Exception {
        Run run = run("-Dquarkus.process-manager.modes=prod", "-Dquarkus.scheduler.start-mode=forced");

        assertThat(run.output).anyMatch(line -> line.startsWith("thread quarkus-scheduler"));
        assertThat(run.classes).contains("io.quarkiverse.processmanager.runtime.process.usage.UsageChange")
                .noneMatch(name -> name.startsWith("oshi."));
    }

    private record Run(List<String> output, List<String> classes) {
    }

    private Run run(String... options) throws Exception {
        Path loaded = directory.resolve("classes");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded + ":none");
        builder.command().addAll(List.of(options));
        builder.command().addAll(List.of("-jar",
                results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString()));
        Process process = builder.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            List<String> output = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(output, Files.readString(loaded).lines().map(line -> line.split(" ")[0]).toList());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Part of the application: prints its threads some time after its start, and ends it. */
    public static class Threads {

        void print(@Observes StartupEvent start) {
            Thread printer = new Thread(() -> {
                try {
                    // Longer than an interval of the measurement.
                    TimeUnit.SECONDS.sleep(3);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Thread.getAllStackTraces().keySet().forEach(thread -> System.out.println("thread " + thread.getName()));
                Quarkus.asyncExit();
            });
            printer.setDaemon(true);
            printer.start();
        }
    }
}
