package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Vertx;

/** The examples of the guide about programmatic use, in an application that declares no process. */
class ProgrammaticGuideTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(NothingLeft.class));

    @Inject
    ProcessManager processes;

    @Inject
    Vertx vertx;

    @AfterEach
    void removeAll() {
        processes.stopAllAndAwait();
        while (!processes.processes().isEmpty()) {
            processes.removeAndAwait(processes.processes().get(processes.processes().size() - 1).id());
        }
    }

    @Test
    void createAndStart() {
        ProcessDefinition definition = ProcessDefinition.builder("worker")
                .command("sleep", "1000")
                .build();
        ManagedProcess worker = processes.createAndAwait(definition);
        assertThat(worker.status().phase()).isEqualTo(ProcessPhase.STOPPED);
        worker.startAndAwait();

        assertThat(worker.isRunning()).isTrue();
        worker.removeAndAwait();
        assertThat(processes.find("worker")).isEmpty();
    }

    @Test
    void several() throws Exception {
        CompletionStage<Map<String, ProcessStatus>> up = processes.start(
                ProcessDefinition.builder("api").command("sleep", "1000").dependsOn("db").build(),
                ProcessDefinition.builder("db").command("sleep", "1000").build());

        assertThat(up.toCompletableFuture().get(60, TimeUnit.SECONDS)).containsOnlyKeys("api", "db");
        processes.stopAllAndAwait(StopOptions.within(Duration.ofSeconds(20)).withoutForce());
    }

    @Test
    void await() {
        ManagedProcess job = processes
                .createAndAwait(ProcessDefinition.builder("job").command("sh", "-c", "sleep 1; exit 0").build());
        job.start();
        Exit exit = job.awaitExit(Duration.ofSeconds(10));

        assertThat(exit.code()).hasValue(0);
    }

    @Test
    void plan() {
        processes.createAndAwait(ProcessDefinition.builder("db").command("postgres", "--password=hunter2").build());
        ProcessPlan plan = processes.plan();
        System.out.println(plan);

        assertThat(plan.toString()).contains("postgres --password=***").doesNotContain("hunter2");
    }

    @Test
    void errors() {
        ManagedProcess lost = processes.createAndAwait(ProcessDefinition.builder("lost").command("no-such-program").build());
        try {
            lost.awaitReady(Duration.ofSeconds(10));
        } catch (ProcessException e) {
            if (e.reason() != ProcessException.Reason.NOT_RUNNING) {
                throw e;
            }
        }
        assertThat(lost.stopAndAwait().phase()).isEqualTo(ProcessPhase.STOPPED);
    }

    @Test
    void anEventLoopIsNotBlocked() {
        processes.createAndAwait(ProcessDefinition.builder("worker").command("sleep", "1000").build());

        CompletableFuture<ProcessStatus> onEventLoop = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(nothing -> {
            try {
                onEventLoop.complete(processes.get("worker").startAndAwait());
            } catch (ProcessException e) {
                onEventLoop.completeExceptionally(e);
            }
        });

        assertThatThrownBy(() -> onEventLoop.get(60, TimeUnit.SECONDS)).cause()
                .hasMessageContaining("is an event loop, which must not be blocked")
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.MUST_NOT_BLOCK);
        assertThat(processes.get("worker").status().phase()).isEqualTo(ProcessPhase.STOPPED);
    }

    @Test
    void theGuideShowsWhatIsTestedHere() throws Exception {
        Path base = Path.of("").toAbsolutePath().getParent();
        String tested = squeeze(Files.readString(base.resolve(
                "deployment/src/test/java/io/quarkiverse/processmanager/deployment/ProgrammaticGuideTest.java")));
        Matcher example = Pattern.compile("\\[source,java\\]\\n----\\n(.*?)----", Pattern.DOTALL)
                .matcher(Files.readString(base.resolve("docs/modules/ROOT/pages/guides-programmatic.adoc")));

        int examples = 0;
        while (example.find()) {
            assertThat(tested).contains(squeeze(example.group(1)));
            examples++;
        }
        assertThat(examples).isGreaterThan(4);
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
