package io.quarkiverse.processmanager.deployment.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Programs from Maven artifacts, run in an application. The artifacts are dependencies of Quarkus, so that the build finds them
 * without a network; their versions are those of the application.
 */
class ArtifactTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.indexer.artifact", "io.smallrye:jandex")
            .overrideConfigKey("quarkus.processes.indexer.success-exit-codes", "0,1")
            .overrideConfigKey("quarkus.processes.indexer.java-options", "-Xmx32m,-XX:TieredStopAtLevel=1")
            .overrideConfigKey("quarkus.processes.elsewhere.artifact", "no.such.group:no-such-artifact:1")
            .overrideConfigKey("quarkus.processes.elsewhere.modes", "dev");

    @Inject
    @ForProcess("indexer")
    ManagedProcess indexer;

    @Inject
    ProcessManager manager;

    @Test
    void theJdkOfTheApplicationRunsTheMainClassOfTheManifest() {
        await("the exit").atMost(PATIENCE).until(() -> indexer.status().phase() == ProcessPhase.COMPLETED);

        List<String> words = indexer.definition().command().words();
        assertThat(words).startsWith(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m");
        assertThat(words.get(words.size() - 1)).matches(".*jandex-\\d[^/]*\\.jar");
        assertThat(indexer.logs(20)).extracting(LogLine::text).anyMatch(line -> line.contains("jandex"));
    }

    @Test
    void codeRunsASourceFileWithTheClassPathOfSeveralArtifacts() throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "artifact-test"));
        Path source = Files.writeString(directory.resolve("Show.java"), """
                public class Show {
                    public static void main(String[] args) throws Exception {
                        System.out.println(Class.forName("org.jboss.jandex.Indexer").getSimpleName() + " "
                                + Class.forName("io.quarkus.arc.processor.BeanProcessor").getSimpleName() + " " + args[0]);
                    }
                }
                """);

        ManagedProcess show = manager.createAndAwait(ProcessDefinition.builder("show")
                .artifact("io.smallrye:jandex", "io.quarkus.arc:arc-processor").mainClass(source.toString()).args("done")
                .build());
        show.start();

        await("the exit").atMost(PATIENCE).until(() -> show.status().phase() == ProcessPhase.COMPLETED);
        assertThat(show.logs(20)).extracting(LogLine::text).contains("Indexer BeanProcessor done");
        assertThat(show.definition().command().words().get(1)).startsWith("@").endsWith(".classpath");
    }
}
