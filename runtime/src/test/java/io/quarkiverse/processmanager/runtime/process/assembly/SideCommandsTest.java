package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.CommandTimeoutException;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

class SideCommandsTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aCommandRunsInTheDirectoryAndEnvironmentOfTheProcess() throws Exception {
        RunningProcess process = workshop
                .start(new CommandSettings(List.of("sleep", "1000"), false, Optional.of(workshop.directory()),
                        Map.of("GREETING", "hello"), true))
                .process();

        assertThat(run(process, "test \"$GREETING\" = hello && test \"$(pwd -P)\" = " + workshop.directory())).isZero();
        assertThat(run(process, "exit 3")).isEqualTo(3);
    }

    @Test
    void aCommandIsKilledAtItsTimeout() {
        RunningProcess process = sleeper();

        CompletableFuture<CommandResult> result = start(process, Duration.ofMillis(200),
                "echo waiting; sleep 1000 & setsid sleep 1000 & wait");

        assertThatThrownBy(() -> result.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(ProcessException.class)
                .hasMessageContaining("beside process 'p': it did not end within 200 ms").rootCause()
                .isInstanceOfSatisfying(CommandTimeoutException.class,
                        late -> assertThat(late.lastLines()).isSubsetOf("waiting"));
        Awaitility.await().until(() -> workshop.alive().size() == 1);
    }

    @Test
    void aCommandAfterTheEndIsCancelled() throws Exception {
        RunningProcess process = sleeper();
        workshop.runner().side().close();

        CompletableFuture<CommandResult> result = start(process, LONG, "echo late");

        assertThat(result).isCancelled();
    }

    @Test
    void aCommandIsKilledWhenItIsCancelled() {
        RunningProcess process = sleeper();
        CompletableFuture<CommandResult> result = start(process, LONG, "trap '' TERM; sleep 1000; sleep 1000");
        Awaitility.await().until(() -> workshop.alive().size() == 3);

        result.cancel(true);

        Awaitility.await().until(() -> workshop.alive().size() == 1);
    }

    @Test
    void leftoversOfACommandAreKilled() throws Exception {
        RunningProcess process = sleeper();

        assertThat(run(process, "sleep 1000 & setsid sleep 1000 & exit 0")).isZero();

        Awaitility.await().until(() -> workshop.alive().size() == 1);
    }

    @Test
    void aMissingCommandIsNamed() {
        CompletableFuture<CommandResult> result = sleeper().run(List.of("no-such-command"), LONG).toCompletableFuture();

        assertThatThrownBy(() -> result.get(60, TimeUnit.SECONDS))
                .hasMessageContaining("cannot run 'no-such-command' beside process 'p': command not found").rootCause()
                .extracting("reason").isEqualTo(Reason.ENOENT);
    }

    @Test
    void theOutputOfACommandIsNotThatOfTheProcess() throws Exception {
        run(sleeper(), "echo noise; echo noise >&2");

        assertThat(workshop.lines()).isEmpty();
    }

    @Test
    void theLastLinesOfBothOutputsComeWithTheExitCode() throws Exception {
        RunningProcess process = sleeper();

        assertThat(output(process, "echo out; printf '\\033[31merror\\033[0m\\n\\n' >&2; exit 3"))
                .isEqualTo(new CommandResult(3, List.of("out", "error")));
        assertThat(output(process, "printf 'no line break'").lastLines()).containsExactly("no line break");
        assertThat(output(process, ":").lastLines()).isEmpty();
    }

    /** More than a pipe holds: a command whose output is not read would block until its timeout. */
    @Test
    void ofALongOutputTheEndIsKept() throws Exception {
        List<String> lines = output(sleeper(), "seq 100000 199999").lastLines();

        assertThat(lines).hasSize(20).endsWith("199998", "199999");
        assertThat(output(sleeper(), "head -c 100000 /dev/zero | tr '\\0' x").lastLines()).singleElement().asString()
                .hasSize(4096);
    }

    @Test
    void aLeftoverThatHoldsTheOutputDelaysNothing() throws Exception {
        assertThat(output(sleeper(), "echo out; setsid sleep 1000 & exit 3"))
                .isEqualTo(new CommandResult(3, List.of("out")));

        Awaitility.await().until(() -> workshop.alive().size() == 1);
    }

    @Test
    void aLimitedNumberOfCommandsRunsAtOnce() throws Exception {
        RunningProcess process = sleeper();
        List<CompletableFuture<CommandResult>> results = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            results.add(start(process, LONG, "touch started-$$; while [ ! -e go ]; do sleep 0.05; done"));
        }
        Awaitility.await().until(() -> scripts() == 10);

        assertThat(results).noneMatch(CompletableFuture::isDone);
        Files.createFile(workshop.directory().resolve("go"));

        for (CompletableFuture<CommandResult> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS).exitCode()).isZero();
        }
    }

    private int scripts() {
        String[] started = workshop.directory().toFile().list((directory, name) -> name.startsWith("started-"));
        assertThat(started).hasSizeLessThanOrEqualTo(10);
        return started.length;
    }

    @Test
    void aCommandIsKilledWithTheRunner() {
        CompletableFuture<CommandResult> result = start(sleeper(), LONG, "trap '' TERM; sleep 1000; sleep 1000");
        Awaitility.await().until(() -> workshop.alive().size() == 3);

        workshop.runner().close();

        assertThat(workshop.alive()).isEmpty();
        assertThat(result).isDone();
    }

    private RunningProcess sleeper() {
        return workshop.start(workshop.sh("exec sleep 1000")).process();
    }

    private CompletableFuture<CommandResult> start(RunningProcess process, Duration timeout, String script) {
        return process.run(workshop.sh(script).words(), timeout).toCompletableFuture();
    }

    private CommandResult output(RunningProcess process, String script) throws Exception {
        return start(process, LONG, script).get(60, TimeUnit.SECONDS);
    }

    private int run(RunningProcess process, String script) throws Exception {
        return output(process, script).exitCode();
    }
}
