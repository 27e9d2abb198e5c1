package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand.Answer;

@Timeout(60)
class HelperCommandTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("process-manager-helper-output")) {
                thread.join();
            }
        }
    }

    @Test
    void theOutputIsReadAndTheErrorOutputIsNot() throws Exception {
        assertThat(shell("echo out; echo err >&2; exit 3").read()).isEqualTo(new Answer(3, "out\n"));
    }

    @Test
    void theErrorOutputIsReadOnRequest() throws Exception {
        assertThat(shell("echo err >&2").withErrorOutput().read()).isEqualTo(new Answer(0, "err\n"));
    }

    @Test
    void anOutputThatIsLargerThanAPipeIsReadToItsEnd() throws Exception {
        assertThat(shell("head -c 300000 /dev/zero").read().output()).hasSize(300_000);
    }

    @Test
    void aCommandWithoutAReaderIsNotHeldUpByItsOutput() throws Exception {
        assertThat(shell("head -c 300000 /dev/zero; exit 7").run()).isEqualTo(7);
    }

    @Test
    void theInputIsEmpty() throws Exception {
        assertThat(shell("cat").read()).isEqualTo(new Answer(0, ""));
    }

    @Test
    void theDirectoryAndTheEnvironmentAreThoseThatAreSet() throws Exception {
        HelperCommand command = new HelperCommand(List.of("/bin/sh", "-c", "pwd; env | grep -v -E '^(PWD|OLDPWD|_|SHLVL)='"));

        Answer answer = command.directory(Path.of("/")).environment(Map.of("ONLY", "this")).read();

        assertThat(answer.output().lines()).containsExactly("/", "ONLY=this");
    }

    @Test
    void aMissingProgramIsAnError() {
        assertThatIOException().isThrownBy(() -> new HelperCommand(List.of("/no/such/program")).run());
        assertThatIOException().isThrownBy(() -> new HelperCommand(List.of("/no/such/program")).read());
    }

    @Test
    void aCommandThatDoesNotExitIsDestroyedWithItsChildren() throws Exception {
        assertDestroyed("sleep 1000 & echo $! $$ > \"$1\"; wait", HelperCommand::run);
    }

    @Test
    void aCommandThatHoldsItsOutputOpenIsDestroyedWithItsChildren() throws Exception {
        assertDestroyed("echo out; sleep 1000 & echo $! $$ > \"$1\"; wait", HelperCommand::read);
    }

    @Test
    void aCommandThatWritesWithoutEndIsDestroyed() {
        HelperCommand command = new HelperCommand(List.of("/bin/sh", "-c", "exec cat /dev/zero"), Duration.ofSeconds(50),
                1_000);

        assertThatIOException().isThrownBy(command::read).withMessage("/bin/sh writes more than 1000 bytes");

        // On a busy machine a process that is killed can live on for a moment.
        await().atMost(Duration.ofSeconds(30)).until(() -> ProcessHandle.current().children()
                .flatMap(child -> child.info().commandLine().stream()).noneMatch(line -> line.contains("/dev/zero")));
    }

    @Test
    void anOutputOfExactlyTheLimitIsRead() throws Exception {
        assertThat(new HelperCommand(List.of("/bin/sh", "-c", "printf 12345"), SHORT.multipliedBy(30), 5).read())
                .isEqualTo(new Answer(0, "12345"));
    }

    @Test
    void anInterruptedThreadGetsTheAnswerAndStaysInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        Answer answer = shell("echo out").read();
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertThat(answer).isEqualTo(new Answer(0, "out\n"));
    }

    private static HelperCommand shell(String script) {
        return new HelperCommand(List.of("/bin/sh", "-c", script));
    }

    private interface Call {
        void of(HelperCommand command) throws Exception;
    }

    /** On a busy machine the command may not have written its pids when its time is over: the next attempt has more time. */
    private void assertDestroyed(String script, Call call) throws Exception {
        Path pids = Files.createFile(directory.resolve("pids"));
        for (Duration limit = SHORT; !Files.readString(pids).endsWith("\n"); limit = limit.multipliedBy(2)) {
            HelperCommand command = new HelperCommand(List.of("/bin/sh", "-c", script, "sh", pids.toString()), limit, 1_000);

            assertThatThrownBy(() -> call.of(command)).isInstanceOf(TimeoutException.class);
        }
        for (String pid : Files.readString(pids).strip().split(" ")) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(handle -> handle.onExit().join());
        }
    }
}
