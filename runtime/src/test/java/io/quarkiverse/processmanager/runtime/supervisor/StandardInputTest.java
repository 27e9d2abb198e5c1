package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** The standard input of processes, and programs that ask questions. */
class StandardInputTest {

    private static final String SENTENCE = "its last line of output is 'Share data?': the program may wait for an answer; answer it"
            + " with send, or once in a terminal, or set stdin=none";

    private final World world = new World();

    @Test
    void theInputIsOpenExceptForTasksAndDetachedProcesses() {
        world.reconcile(define("watcher"), define("task").kind(ProcessKind.TASK), define("detached").detached(true),
                define("migrate"), define("api").dependsOn("migrate", Condition.COMPLETED),
                define("asking").stdin(Stdin.NONE), define("reader").kind(ProcessKind.TASK).stdin(Stdin.OPEN));

        assertThat(input("watcher")).contains(Stdin.OPEN);
        assertThat(input("task")).contains(Stdin.NONE);
        assertThat(input("detached")).contains(Stdin.NONE);
        assertThat(input("migrate")).contains(Stdin.NONE);
        assertThat(input("asking")).contains(Stdin.NONE);
        assertThat(input("reader")).contains(Stdin.OPEN);
    }

    private Optional<Stdin> input(String id) {
        return world.process(id).launch.command().stdin();
    }

    @Test
    void aLineGetsTheLineEndThatTheProcessNeeds() {
        world.reconcile(define("piped"), define("shown").tty(true)).advance(Duration.ofSeconds(2));

        world.commands.get("piped").send("yes");
        world.commands.get("shown").send("yes");
        world.commands.get("shown").terminal().orElseThrow().type("\u0003");
        world.commands.get("shown").terminal().orElseThrow().resize(new TerminalSize(80, 25));
        world.advance(Duration.ZERO);

        assertThat(world.process("piped").sent).containsExactly("yes\n");
        assertThat(world.process("shown").sent).containsExactly("yes\r", "\u0003");
        assertThat(world.process("shown").sizes).containsExactly(new TerminalSize(80, 25));
        assertThat(world.commands.get("piped").terminal()).isEmpty();
    }

    @Test
    void aProcessThatIsNotAliveReceivesNothing() {
        world.reconcile(define("a").autoStart(false));

        CompletableFuture<Void> sent = world.commands.get("a").send("yes").toCompletableFuture();
        world.advance(Duration.ZERO);

        assertThat(sent).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                .withMessageContaining("cannot send to process 'a': it is not alive");
    }

    @Test
    void aChangedTerminalRestartsAProcess() {
        world.reconcile(define("a")).advance(Duration.ofSeconds(2)).expect("a", RUNNING);

        world.reconcile(define("a").tty(true)).advance(Duration.ofSeconds(2)).expect("a", RUNNING);

        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void aChangedInputRestartsAProcess() {
        world.reconcile(define("a")).advance(Duration.ofSeconds(2)).expect("a", RUNNING);

        world.reconcile(define("a").stdin(Stdin.NONE)).advance(Duration.ofSeconds(2)).expect("a", RUNNING);

        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void aQuestionDuringTheStartStandsInEachSentence() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE))
                .startupTimeout(Duration.ofSeconds(60)).restart(restart -> restart.max(0))).advance(Duration.ofSeconds(5));

        ask("a");
        world.expect("a", STARTING);
        assertThat(world.status("a").why()).isEqualTo("waiting for its first successful check: it refuses; " + SENTENCE);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.status("a").why()).isEqualTo("waiting for its first successful check: it refuses; " + SENTENCE);

        world.advance(Duration.ofSeconds(60));
        assertThat(world.status("a").why()).contains("not healthy within 1 min 0 s").contains(SENTENCE);
        assertThat(world.events(ProcessEvent.AwaitingInput.class)).singleElement().extracting(ProcessEvent.AwaitingInput::line)
                .isEqualTo("Share data?");
    }

    @Test
    void aQuestionOfAProcessWithoutACheckIsReported() {
        world.reconcile(define("a")).advance(Duration.ofSeconds(5));

        ask("a");

        world.expect("a", RUNNING);
        assertThat(world.status("a").why()).isEqualTo(SENTENCE);
        assertThat(world.events(ProcessEvent.AwaitingInput.class)).hasSize(1);
    }

    @Test
    void thePromptOfAHealthyProcessIsNoQuestion() {
        world.health("a", Verdicts.GOOD).reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(5));
        String before = world.status("a").why();

        ask("a");

        assertThat(world.status("a").why()).isEqualTo(before);
        assertThat(world.events(ProcessEvent.AwaitingInput.class)).isEmpty();
    }

    @Test
    void aSecretInAQuestionIsMasked() {
        world.reconcile(define("a").env("DB_PASSWORD", "hunter2")).advance(Duration.ofSeconds(5));

        ask("a", "Use hunter2?");

        assertThat(world.status("a").why()).contains("'Use ***?'").doesNotContain("hunter2");
        assertThat(world.events(ProcessEvent.AwaitingInput.class)).singleElement().extracting(ProcessEvent.AwaitingInput::line)
                .isEqualTo("Use ***?");
    }

    private void ask(String id) {
        ask(id, "Share data?");
    }

    private void ask(String id, String question) {
        world.process(id).ask(question);
        world.loop.settle();
    }
}
