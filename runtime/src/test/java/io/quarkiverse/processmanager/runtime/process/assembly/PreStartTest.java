package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/** The command that runs before a process starts. */
class PreStartTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final Witness witness = new Witness();
    private long incarnation;

    @ParameterizedTest
    @EnumSource(Capture.class)
    void itRunsFirstAndItsOutputIsThatOfTheProcess(Capture capture) {
        start(capture, "echo pid of the last run; echo to stderr >&2; rm -f run.pid", "test ! -f run.pid && echo runs");

        witness.awaitGone();

        assertThat(witness.exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactlyInAnyOrder("pid of the last run", "to stderr", "runs").endsWith("runs");
        assertThat(witness.events()).containsExactly("started", "exited", "gone");
    }

    @Test
    void itRunsBeforeEachStart() {
        start(Capture.SEPARATE, "echo before", "echo run");
        witness.awaitGone();
        Witness second = new Witness();
        start(second, Capture.SEPARATE, sh("echo before"), "echo run");
        second.awaitGone();

        assertThat(workshop.lines()).containsExactly("before", "run", "before", "run");
    }

    @Test
    void itsFailureIsThatOfTheStart() {
        start(Capture.SEPARATE, "echo no license; exit 3", "echo never");

        Exit exit = witness.awaitGone().exit();

        assertThat(exit.reason()).contains(Reason.PRE_START_FAILED);
        assertThat(exit.describe()).isEqualTo("its pre-start command 'sh' exited with 3");
        assertThat(exit.code()).isEmpty();
        assertThat(workshop.lines()).containsExactly("no license");
        assertThat(witness.events()).containsExactly("exited", "gone");
    }

    @Test
    void aScriptIsNotNamedByItsShell() {
        start(witness, Capture.SEPARATE, ShellScript.words(List.of("exit 3")), "echo never");

        assertThat(witness.awaitGone().exit().describe()).isEqualTo("its pre-start script exited with 3");
    }

    @Test
    void aCommandThatDoesNotExistIsAFailedStartWithItsReasonAndIsAwaited() throws Exception {
        RunningProcess process = start(witness, Capture.SEPARATE, List.of("./prepare"), "echo run");
        Exit exit = witness.awaitGone().exit();
        assertThat(exit.reason()).contains(Reason.ENOENT);
        assertThat(exit.describe()).startsWith("its pre-start command cannot run: command not found: ");
        CompletableFuture<Void> startable = process.startable().toCompletableFuture();

        Files.createFile(workshop.directory().resolve("prepare"));

        startable.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCommandThatTheSystemRefusesIsAwaited() throws Exception {
        byte[] image = Files.readAllBytes(Path.of("/bin/true"));
        // The byte of the processor type.
        image[18] = 99;
        Path prepare = Files.write(workshop.directory().resolve("prepare"), image);
        Files.setPosixFilePermissions(prepare, PosixFilePermissions.fromString("rwx------"));
        RunningProcess process = start(witness, Capture.SEPARATE, List.of("./prepare"), "echo run");
        assertThat(witness.awaitGone().exit().reason()).contains(Reason.NOT_EXECUTABLE);
        CompletableFuture<Void> startable = process.startable().toCompletableFuture();

        Files.writeString(prepare, "#!/bin/sh\n");

        startable.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theCommandOfTheProcessIsNamedAloneWhenItDoesNotExist() {
        workshop.runner().start(new ProcessRunner.Launch("p", 1, new CommandSettings(List.of("./missing"), false,
                Optional.of(workshop.directory()), Map.of(), true),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), List.of(), StopSettings.DEFAULT, LogSettings.DEFAULT,
                Optional.empty(), sh("echo before"), Optional.empty(), Optional.empty(), ProcessRunner.Notice.NONE),
                witness);

        assertThat(witness.awaitGone().exit().describe()).startsWith("command not found: ");
    }

    @Test
    void aStopEndsItAndItsTree() throws IOException {
        RunningProcess process = start(witness, Capture.SEPARATE, sh("sleep 1000 & touch began; sleep 1000"), "echo never");
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("began")));

        process.terminate(StopSettings.DEFAULT.timeout());

        assertThat(witness.awaitGone().exit().reason()).contains(Reason.SUPERSEDED);
        assertThat(workshop.alive()).isEmpty();
        assertThat(workshop.lines()).isEmpty();
    }

    @Test
    void aKillEndsOneThatIgnoresTheStop() {
        RunningProcess process = start(witness, Capture.SEPARATE, sh("trap '' TERM; touch began; while :; do sleep 1000; done"),
                "echo never");
        workshop.awaitUntil(() -> Files.exists(workshop.directory().resolve("began")));

        process.terminate(StopSettings.DEFAULT.timeout());
        process.kill();

        assertThat(witness.awaitGone().exit().reason()).contains(Reason.SUPERSEDED);
        assertThat(witness.killed()).anyMatch(name -> name.endsWith(" sh"));
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void whatItLeavesIsStoppedBeforeTheProcessStarts() {
        start(Capture.SEPARATE, "sleep 1000 >/dev/null 2>&1 & echo $! >left.pid",
                // A zombie is gone, too: process 1 reaps it when it likes.
                "grep -qs 'State:.[RSD]' /proc/$(cat left.pid)/status && echo alive || echo gone");

        witness.awaitGone();

        assertThat(workshop.lines()).containsExactly("gone");
    }

    @Test
    void itHasTheDirectoryAndTheEnvironmentOfTheProcess() throws IOException {
        start(Capture.SEPARATE, "pwd; echo $PYTHONUNBUFFERED", "pwd; echo $PYTHONUNBUFFERED");

        witness.awaitGone();

        Path home = workshop.directory().toRealPath();
        assertThat(workshop.lines()).containsExactly(home.toString(), "1", home.toString(), "1");
    }

    private void start(Capture capture, String before, String script) {
        start(witness, capture, sh(before), script);
    }

    private RunningProcess start(Witness observer, Capture capture, List<String> before, String script) {
        incarnation++;
        return workshop.runner().start(new ProcessRunner.Launch("p", incarnation, workshop.sh(script),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), List.of(), StopSettings.DEFAULT,
                LogSettings.DEFAULT.withCapture(capture), Optional.empty(), before, Optional.empty(), Optional.empty(),
                ProcessRunner.Notice.NONE), observer);
    }

    private List<String> sh(String script) {
        return workshop.sh(script).words();
    }
}
