package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.DataPlace;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Two processes that want the same data directory: of one JVM, and of JVMs that are killed. */
class DataClaimTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private Started start(String id, DataPlace.Use use, String script) {
        Witness witness = new Witness();
        RunningProcess process = workshop.runner().start(new ProcessRunner.Launch(id, 1, workshop.sh(script),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT)
                .withData(new DataPlace(data(), use)), witness);
        return new Started(process, witness);
    }

    private Path data() {
        return workshop.directory().resolve("data");
    }

    @Test
    void theSecondProcessIsRefusedWithTheNameOfTheFirst() {
        Started first = start("db", DataPlace.Use.ALONE, "exec sleep 1000");
        first.witness().pid();

        Started second = start("cache", DataPlace.Use.ALONE, "echo never");

        assertThat(second.witness().awaitGone().exit().reason()).contains(Reason.DATA_IN_USE);
        assertThat(second.witness().exit().describe()).isEqualTo("its data directory " + data()
                + " is in use by process 'db' of the application in " + Path.of("").toAbsolutePath() + ", which has pid "
                + ProcessHandle.current().pid() + "; stop that application, set service.directory to another directory, "
                + "or share the process with service.shared");
        assertThat(workshop.runner().logs("cache", 10)).isEmpty();
    }

    @Test
    void theSecondProcessCanStartWhenTheFirstIsGoneAndNoFileIsLeft() {
        Started first = start("db", DataPlace.Use.ALONE, "exec sleep 1000");
        first.witness().pid();
        Started refused = start("cache", DataPlace.Use.ALONE, "true");
        refused.witness().awaitGone();
        var startable = refused.process().startable().toCompletableFuture();

        first.terminate();

        assertThat(startable).succeedsWithin(LONG);
        assertThat(start("cache", DataPlace.Use.ALONE, "true").witness().awaitGone().exit().code()).hasValue(0);
        assertThat(data()).isEmptyDirectory();
    }

    @Test
    void aRestartAfterAKillOfTheProcessHasTheDirectoryAgain() {
        Started first = start("db", DataPlace.Use.ALONE, "kill -9 $$");
        first.witness().awaitGone();

        assertThat(start("db", DataPlace.Use.ALONE, "exit 0").witness().awaitGone().exit().code()).hasValue(0);
    }

    /** Narayana copies all system properties in each build, also in that of a live reload. */
    @Test
    void eachSystemPropertyIsATextWhileTheDirectoryIsLocked() {
        start("db", DataPlace.Use.ALONE, "exec sleep 1000").witness().pid();

        assertThat(System.getProperties().values()).allMatch(String.class::isInstance);
    }

    @Test
    void processesThatAreNoServiceShareADirectory() {
        start("a", DataPlace.Use.ANY, "exec sleep 1000").witness().pid();

        assertThat(start("b", DataPlace.Use.ANY, "exit 0").witness().awaitGone().exit().code()).hasValue(0);
    }

    /** A JVM that is killed between the start of the process and the note of its pid leaves the marker only. */
    @Test
    void aProcessThatTheNoteDoesNotNameYetHoldsTheDirectory() throws Exception {
        ProcessId dead = new ProcessId(999_999_999, 1);
        Marker marker = new Marker("QPM_999999999_1_abc", "");
        DataLock lock = DataLock.take(Files.createDirectories(data())).orElseThrow();
        lock.note(new DataOwner(workshop.runner().services().platform().table().pidScope().text(), "db", "/app", dead, marker));
        lock.abandon();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        builder.environment().put(marker.variable(), "1-db");
        Process left = builder.start();

        Started next = start("db", DataPlace.Use.ALONE,
                "grep -qs 'State:.[RSD]' /proc/" + left.pid() + "/status && exit 7; exit 0");
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(left::destroyForcibly);

        assertThat(next.witness().awaitGone().exit().code()).as(next.witness().exit().describe()).hasValue(0);
    }

    @Test
    void anotherJvmHoldsTheDirectoryUntilItsProcessIsDeadToo() throws Exception {
        try (Jvm jvm = Jvm.start(DataClaimJvm.class, workshop.directory().resolve("other state").toString(), data().toString(),
                "trap '' TERM; while :; do sleep 0.2; done", DataPlace.Use.ALONE.name())) {
            String pid = jvm.line();
            Started refused = start("db", DataPlace.Use.ALONE, "echo never");
            assertThat(refused.witness().awaitGone().exit().describe()).contains("in use by process 'db'",
                    "which has pid " + jvm.pid());

            assertThat(ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly()).isTrue();
            Started next = start("db", DataPlace.Use.ALONE,
                    "if kill -0 " + pid + " 2>/dev/null; then echo alive; else echo dead; fi");

            assertThat(next.witness().awaitGone().exit().code()).hasValue(0);
            assertThat(workshop.runner().logs("db", 10)).extracting(line -> line.text()).contains("dead")
                    .doesNotContain("alive");
        }
    }
}
