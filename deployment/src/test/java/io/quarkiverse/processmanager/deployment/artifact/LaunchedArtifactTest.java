package io.quarkiverse.processmanager.deployment.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.deployment.TimeLimit;
import io.quarkiverse.processmanager.runtime.config.program.LaunchedArtifacts;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** The process of an artifact in a packaged application: it runs where a test has launched the application, else it does not. */
class LaunchedArtifactTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Printer.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.processes.stub.artifact", "com.acme:stub")
            .overrideConfigKey("quarkus.processes.stub.auto-start", "false");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void theApplicationHasTheFilesThatTheBuildOfTheTestHasResolved() throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "artifacts", ".properties").toAbsolutePath();
        LaunchedArtifacts.write(file, Map.of(List.of("com.acme:stub"),
                new ArtifactFiles(List.of(Path.of("/m2/stub.jar")), Optional.of("Main"), Optional.empty()).texts()));

        assertThat(run("-D" + TestLaunch.PROPERTY + "=" + ProcessHandle.current().pid(),
                "-D" + LaunchedArtifacts.PROPERTY + "=" + file)).contains("stub: -jar /m2/stub.jar");
    }

    @Test
    void inProductionTheProcessIsNotPlannedAndNothingIsRefused() throws Exception {
        assertThat(run()).contains("no process").noneMatch(line -> line.contains("ERROR"));
    }

    private List<String> run(String... properties) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString();
        Process process = TimeLimit.of(new ProcessBuilder(
                Stream.of(Stream.of(java), Stream.of(properties), Stream.of("-jar", jar)).flatMap(words -> words).toList())
                .redirectErrorStream(true).start());
        try {
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Part of the application: prints the command lines of the planned processes and exits. */
    public static class Printer {

        @Inject
        ProcessManager manager;

        void print(@Observes StartupEvent start) {
            for (ManagedProcess process : manager.processes()) {
                List<String> words = process.definition().command().words();
                System.out.println(process.id() + ": " + String.join(" ", words.subList(1, words.size())));
            }
            if (manager.processes().isEmpty()) {
                System.out.println("no process");
            }
            Quarkus.asyncExit();
        }
    }
}
