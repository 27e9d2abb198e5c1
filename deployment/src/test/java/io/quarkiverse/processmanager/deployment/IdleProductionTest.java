package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;
import io.smallrye.health.SmallRyeHealthReporter;

/** A packaged application whose processes run in dev mode and in tests only. */
class IdleProductionTest {

    private static final String OURS = "io.quarkiverse.processmanager.";
    private static final String REASON = "Not started in production: db; quarkus.process-manager.modes sets the modes in which"
            + " processes run";

    /** 54 of them are the mappings and their implementations, which Quarkus loads for each extension. */
    private static final int MOST_CLASSES = 172;

    /** These find out whether an earlier run has left a detached process. */
    private static final Set<String> FIND_RECORDS = Set.of(OURS + "runtime.process.detached.RecordDirectory",
            OURS + "runtime.process.state.StateDirectory");

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Facts.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.process-manager.metrics.interval", "1s")
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000");

    @ProdBuildResults
    ProdModeTestResults results;

    @TempDir
    Path directory;

    @Test
    void itHasNoThreadNoCheckAndNoClassBelowTheStart() throws Exception {
        Run run = run();

        assertThat(run.output).anyMatch(line -> line.contains(REASON)).contains("thread main", "checks 0")
                .noneMatch(line -> line.startsWith("thread quarkus-scheduler") || line.startsWith("thread process-manager"));
        assertThat(run.classes).as("a class that is loaded").contains(OURS + "runtime.ProcessManagerRecorder");
        assertThat(run.classes).noneMatch(name -> name.startsWith("oshi.") || name.startsWith("com.sun.jna."));
        // The interface that the recorder of the start refers to is the only class of the supervisor.
        assertThat(run.classes).filteredOn(name -> name.startsWith(OURS + "runtime."))
                .noneMatch(
                        name -> name.matches(OURS.replace(".", "\\.") + "runtime\\.(engine|process|rules|listeners|console|cdi)"
                                + "\\..*") && !FIND_RECORDS.contains(name))
                .filteredOn(name -> name.startsWith(OURS + "runtime.supervisor")).hasSizeLessThan(2);
        // The keys come from a resource: no method of a mapping is read, and so no class of its parameters and annotations.
        assertThat(run.classes).doesNotContain(OURS + "ProcessDefinitionBuilder", OURS + "RestartBuilder",
                "io.smallrye.config.WithParentName", OURS + "runtime.definition.Secrets", OURS + "runtime.safe.SecretText");
        assertThat(run.classes).filteredOn(name -> name.startsWith(OURS)).hasSizeLessThan(MOST_CLASSES);
        // The first call of a generated method of a record loads this class and others, on the thread that starts the application.
        assertThat(run.classes).doesNotContain("java.lang.runtime.ObjectMethods");
    }

    @Test
    void theFirstUseOfTheProcessManagerStartsIt() throws Exception {
        Run run = run("-Duse=true", "-Dlinger=0");

        assertThat(run.output).contains("used [made]", "observed Started", "checks 1")
                .anyMatch(line -> line.contains("process 'made' has stopped"));
        assertThat(run.output).filteredOn(line -> line.contains(REASON)).hasSize(1);
    }

    @Test
    void anInvalidValueOfTheStartIsReported() throws Exception {
        Run run = run("-Dquarkus.processes.db.port=8080:80", "-Dlinger=0");

        assertThat(run.output).anyMatch(line -> line.contains("quarkus.processes.db.port: '8080:80' is not a whole number"));
    }

    @Test
    void modesThatAreGivenAtTheStartRunTheProcessAndMeasureItWithASchedulerThatIsForced() throws Exception {
        Path seeded = directory.resolve("seeded");

        Run run = run("-Dquarkus.process-manager.modes=prod", "-Dquarkus.scheduler.start-mode=forced",
                "-Dquarkus.processes.seed.command=touch " + seeded, "-Dquarkus.processes.seed.schedule.every=1s",
                "-Duntil=" + seeded);

        assertThat(seeded).as("what a schedule that is given at the start has run").exists();
        assertThat(run.output).anyMatch(line -> line.startsWith("thread quarkus-scheduler"));
        assertThat(run.classes).contains(OURS + "runtime.process.usage.UsageChange")
                .noneMatch(name -> name.startsWith("oshi."));
    }

    /** A detached process that an earlier run has left is stopped at the next start, although no process runs then. */
    @Test
    void aDetachedProcessThatNoLongerRunsIsStopped() throws Exception {
        String unique = "10" + ProcessHandle.current().pid();
        Path started = directory.resolve("started");

        Run first = run("-Dquarkus.process-manager.modes=prod", "-Dquarkus.processes.db.detached=true",
                "-Dquarkus.processes.db.command=sh -c 'touch " + started + "; exec sleep " + unique + "'",
                "-Duntil=" + started);
        List<ProcessHandle> left = sleeping(unique);
        try {
            assertThat(left).as(() -> String.join("\n", first.output)).hasSize(1);

            run();

            await().atMost(Duration.ofSeconds(30)).until(() -> left.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static List<ProcessHandle> sleeping(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.endsWith("sleep " + seconds)).isPresent())
                .toList();
    }

    private record Run(List<String> output, List<String> classes) {
    }

    private Run run(String... options) throws Exception {
        Path loaded = directory.resolve("classes");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + loaded + ":none");
        builder.command().addAll(List.of(options));
        builder.command().addAll(List.of("-jar",
                results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString()));
        Path state = directory.resolve("state");
        if (!Files.exists(state)) {
            Files.createDirectory(state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        builder.environment().put("XDG_RUNTIME_DIR", state.toString());
        Process process = TimeLimit.of(builder.redirectErrorStream(true).start());
        try {
            process.getOutputStream().close();
            List<String> output = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(output, Files.readString(loaded).lines().map(line -> line.split(" ")[0]).toList());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Part of the application: prints its threads and its health checks some time after its start, and ends it. */
    public static class Facts {

        void print(@Observes StartupEvent start) {
            Thread printer = new Thread(() -> {
                try {
                    if (Boolean.getBoolean("use")) {
                        use();
                    }
                    Path until = Path.of(System.getProperty("until", "."));
                    for (int i = 0; i < 600 && !Files.exists(until); i++) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                    // Longer than an interval of the measurement, unless the test does not need one.
                    TimeUnit.SECONDS.sleep(Integer.getInteger("linger", 3));
                } catch (ReflectiveOperationException | InterruptedException e) {
                    System.out.println(e);
                }
                Thread.getAllStackTraces().keySet().forEach(thread -> System.out.println("thread " + thread.getName()));
                System.out.println(
                        "checks " + Arc.container().instance(SmallRyeHealthReporter.class).get().getHealth().getPayload()
                                .getJsonArray("checks").size());
                Quarkus.asyncExit();
            });
            printer.setDaemon(true);
            printer.start();
        }

        /** Finds the process manager as a library does that the build does not index: no constant of this class names its type. */
        private static void use() throws ReflectiveOperationException {
            Class<?> type = Class.forName("io.quarkiverse.processmanager.Process" + "Manager", true,
                    Thread.currentThread().getContextClassLoader());
            Object manager = Arc.container().instance(type).get();
            type.getMethod("startAndAwait", Collection.class).invoke(manager,
                    List.of(ProcessDefinition.builder("made").command("sleep", "1000").build()));
            System.out.println("used " + ((Map<?, ?>) type.getMethod("status").invoke(manager)).keySet());
        }

        void observe(@Observes ProcessEvent.Started started) {
            System.out.println("observed " + started.getClass().getSimpleName());
        }
    }
}
