package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

class UserCommandTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    @RegisterExtension
    final Workshop workshop = new Workshop();
    private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theOutputIsThatOfTheRunAndPartOfTheOutputOfTheProcess() throws Exception {
        workshop.start(workshop.sh("echo up; sleep 1000"));
        Awaitility.await().until(() -> texts(workshop.runner().logs("p", 10)).contains("up"));

        Exit exit = run(LogSettings.DEFAULT, "echo \"$GREETING\"; echo error >&2; printf last; exit 3");

        assertThat(exit.code()).hasValue(3);
        assertThat(texts(lines)).containsExactly("hello", "error", "last");
        assertThat(lines).extracting(LogLine::sequence).containsExactly(1L, 2L, 3L);
        assertThat(texts(workshop.runner().logs("p", 10))).startsWith("up", "[reset] hello", "[reset] error", "[reset] last")
                .last().asString().startsWith("[reset] exited with 3 after ");
    }

    /** Such as a command that deletes the data of a process. */
    @Test
    void theProcessNeedNotHaveBeenStarted() throws Exception {
        assertThat(run(LogSettings.DEFAULT, "pwd -P").code()).hasValue(0);

        assertThat(texts(lines).get(0)).isEqualTo(workshop.directory().toRealPath().toString());
        assertThat(texts(workshop.runner().logs("p", 10))).hasSize(2);
    }

    @Test
    void theLogFileHasTheLinesToo() throws Exception {
        Path file = workshop.directory().resolve("p.log");

        run(LogSettings.DEFAULT.withFile(LogFileSettings.of(file)), "echo one");

        Awaitility.await().until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
        assertThat(Files.readAllLines(file)).first().isEqualTo("[reset] one");
    }

    @Test
    void noHealthCheckSeesALineOfACommand() throws Exception {
        RunningProcess process = workshop.start(workshop.sh("sleep 1000")).process();
        var found = process.firstLine("ready").toCompletableFuture();

        run(LogSettings.DEFAULT, "echo ready");

        assertThat(found).isNotDone();
    }

    @Test
    void aCommandIsKilledWithItsTreeAtItsTimeoutAndWhenItIsCancelled() throws Exception {
        String script = "trap '' TERM; sleep 1000 & setsid sleep 1000 & wait";
        RunningCommand late = begin(LogSettings.DEFAULT, script, Duration.ofMillis(300));
        assertThat(late.exit().toCompletableFuture().get(60, TimeUnit.SECONDS).reason()).contains(Reason.TIMEOUT);
        Awaitility.await().until(() -> workshop.alive().isEmpty());

        RunningCommand cancelled = begin(LogSettings.DEFAULT, script, LONG);
        Awaitility.await().until(() -> workshop.alive().size() == 3);
        cancelled.cancel();

        assertThat(cancelled.exit().toCompletableFuture().get(60, TimeUnit.SECONDS).reason()).contains(Reason.SUPERSEDED);
        Awaitility.await().until(() -> workshop.alive().isEmpty());
        assertThat(texts(workshop.runner().logs("p", 10))).contains(
                "[reset] was killed, because it took longer than its timeout, 0.3s",
                "[reset] was cancelled");
    }

    /** Such as the dots of a progress. */
    @Test
    void theEndOfARunIsALineOfItsOwnBehindALineWithoutAnEnd() throws Exception {
        RunningCommand cancelled = begin(LogSettings.DEFAULT, "echo up; while :; do printf .; sleep 0.01; done", LONG);
        Awaitility.await().until(() -> texts(lines).contains("up"));
        cancelled.cancel(Reason.NOT_RUNNING, "was killed, because its process has ended");
        cancelled.cancel();

        Exit exit = cancelled.exit().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(exit.reason()).contains(Reason.NOT_RUNNING);
        assertThat(texts(workshop.runner().logs("p", 10))).contains("[reset] was killed, because its process has ended");
    }

    @Test
    void theEndOfTheRunnerKillsACommand() {
        begin(LogSettings.DEFAULT, "trap '' TERM; sleep 1000 & setsid sleep 1000 & wait", LONG);
        Awaitility.await().until(() -> workshop.alive().size() == 3);

        workshop.runner().close();

        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void aMissingProgramIsNamed() throws Exception {
        Exit exit = workshop.runner()
                .run(new RunningCommand.Order(launch(LogSettings.DEFAULT), "reset", List.of("no-such-command"),
                        LONG, lines::add))
                .exit().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(exit.reason()).contains(Reason.ENOENT);
        assertThat(RunningCommand.describe(exit)).contains("could not be started", "'no-such-command'");
    }

    /** More than a pipe and the buffer hold. */
    @Test
    void aLongOutputDoesNotHoldUpTheCommand() throws Exception {
        assertThat(run(LogSettings.DEFAULT, "seq 100000 199999").code()).hasValue(0);

        assertThat(lines).hasSize(100_000);
        assertThat(texts(lines).subList(99_998, 100_000)).containsExactly("199998", "199999");
    }

    private Exit run(LogPolicy log, String script) throws Exception {
        return begin(log, script, LONG).exit().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private RunningCommand begin(LogPolicy log, String script, Duration timeout) {
        return workshop.runner()
                .run(new RunningCommand.Order(launch(log), "reset", workshop.sh(script).words(), timeout, lines::add));
    }

    private ProcessRunner.Launch launch(LogPolicy log) {
        return new ProcessRunner.Launch("p", 1, new CommandSettings(List.of("unused"), false, Optional.of(workshop.directory()),
                Map.of("GREETING", "hello"), true), ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, log);
    }

    private static List<String> texts(List<LogLine> lines) {
        return Stream.of(lines.toArray(LogLine[]::new)).map(LogLine::text).toList();
    }
}
