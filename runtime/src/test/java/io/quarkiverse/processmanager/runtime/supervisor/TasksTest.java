package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.KindHint;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class TasksTest {

    private final World world = new World();

    @Test
    void aTaskIsRunningFromItsStartOnAndNeverUp() {
        world.reconcile(task("initdb"));

        world.expect("initdb", RUNNING);
        assertThat(world.status("initdb").isUp()).isFalse();
        assertThat(world.status("initdb").isReady()).isFalse();
        world.advance(World.LONG).expect("initdb", RUNNING);
        assertThat(world.events(ProcessEvent.Running.class)).isEmpty();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aTaskThatTheSystemHasNotStartedYetIsNotRunning() {
        world.temper("initdb", Temper.SLOW_TO_START).reconcile(task("initdb")).expect("initdb", STARTING);

        world.process("initdb").comeAlive();
        world.loop.settle();

        world.expect("initdb", RUNNING);
    }

    @Test
    void aPlainDependentWaitsForItsCompletion() {
        world.reconcile(task("initdb"), define("db").dependsOn("initdb"), define("api").dependsOn("db"));

        world.advance(World.LONG).expect("db", WAITING).expect("api", WAITING);
        assertThat(world.status("db").why()).isEqualTo("waiting for initdb (running)");
        world.exit("initdb", 0).expect("initdb", COMPLETED).expect("db", STARTING);
        assertThat(world.status("initdb").isReady()).isTrue();
    }

    @Test
    void aFailedTaskIsNotRetriedAndFailsItsDependents() {
        world.reconcile(task("initdb"), define("db").dependsOn("initdb"), define("api").dependsOn("db"));

        world.exit("initdb", 2).advance(World.LONG);

        world.expect("initdb", FAILED).expect("db", FAILED).expect("api", FAILED);
        assertThat(world.runner.started("initdb")).hasSize(1);
        assertThat(world.runner.started("db")).isEmpty();
        assertThat(world.status("initdb").isReady()).isFalse();
        assertThat(world.status("db").why()).isEqualTo("initdb failed: exited with 2 after 1.0 s");
        assertThat(world.status("api").why()).isEqualTo("db failed: initdb failed: exited with 2 after 1.0 s");
    }

    @Test
    void aTaskIsRetriedWhereThatIsDeclared() {
        world.reconcile(task("fetch").restart(restart -> restart.max(1)), define("api").dependsOn("fetch"));

        world.exit("fetch", 1).expect("fetch", BACKOFF).expect("api", WAITING);
        world.advance(Duration.ofSeconds(1)).expect("fetch", RUNNING);
        world.exit("fetch", 1).expect("fetch", FAILED).expect("api", FAILED);
    }

    /** A task is never up, so the time that it takes does not refill its budget: a slow failure would be retried for ever. */
    @Test
    void theBudgetOfASlowTaskEnds() {
        world.reconcile(task("fetch").restart(restart -> restart.max(2)));

        for (int attempt = 0; attempt < 3; attempt++) {
            world.advance(World.LONG).expect("fetch", RUNNING).exit("fetch", 1);
        }

        world.expect("fetch", FAILED);
    }

    @Test
    void aDependentThatAwaitsTheCompletionMakesATask() {
        world.reconcile(define("migrate"), define("api").dependsOn("migrate", Condition.COMPLETED),
                define("docs").dependsOn("migrate"));

        world.expect("migrate", RUNNING).advance(World.LONG).expect("api", WAITING).expect("docs", WAITING);
        assertThat(world.status("migrate").kind()).contains(ProcessKind.TASK);
        world.exit("migrate", 1).expect("migrate", FAILED);
        assertThat(world.runner.started("migrate")).hasSize(1);
    }

    @Test
    void aDependentFromCodeThatComesDuringTheStartMakesATask() {
        world.reconcile(define("migrate")).expect("migrate", STARTING);

        world.create(define("api").dependsOn("migrate", Condition.COMPLETED));
        world.start("api");
        world.advance(World.LONG);

        world.expect("migrate", RUNNING).expect("api", WAITING);
        assertThat(world.events(ProcessEvent.Running.class)).isEmpty();
        assertThat(world.runner.started("migrate")).hasSize(1);
    }

    @Test
    void anotherKindAloneStartsNothingAgain() {
        world.reconcile(define("migrate").restart(restart -> restart.max(0))).exit("migrate", 1).expect("migrate", FAILED);

        world.create(define("api").dependsOn("migrate", Condition.COMPLETED)).toCompletableFuture().join();
        world.advance(World.LONG);

        world.expect("migrate", FAILED);
        assertThat(world.status("migrate").kind()).contains(ProcessKind.TASK);
        assertThat(world.runner.started("migrate")).hasSize(1);
    }

    @Test
    void aStartCompletesWhenTheTaskIsDone() {
        world.reconcile(task("migrate").autoStart(false));

        CompletionStage<ProcessStatus> start = world.start("migrate");
        CompletionStage<ProcessStatus> ready = world.settled(world.commands.get("migrate").whenReady());
        world.expect("migrate", RUNNING);
        assertThat(start).isNotDone();
        assertThat(ready).isNotDone();
        world.exit("migrate", 0);

        assertThat(start).isCompletedWithValueMatching(status -> status.phase() == COMPLETED);
        assertThat(ready).isCompleted();
    }

    @Test
    void aTaskCanBeStoppedAndRunAgain() {
        world.reconcile(task("migrate"));
        world.stop("migrate");
        world.expect("migrate", STOPPED);

        world.start("migrate");
        world.exit("migrate", 0).expect("migrate", COMPLETED);
        world.restart("migrate");

        world.expect("migrate", RUNNING);
        assertThat(world.runner.started("migrate")).hasSize(3);
    }

    @Test
    void aRestartOfItsDependencyRunsItAgainAndItsDependentsWait() {
        world.reconcile(define("db"), task("seed").dependsOn("db").onDependencyRestart(OnDependencyRestart.RESTART),
                define("api").dependsOn("seed").onDependencyRestart(OnDependencyRestart.RESTART))
                .advance(Duration.ofSeconds(2)).exit("seed", 0).advance(Duration.ofSeconds(2)).expect("api", RUNNING);

        world.restart("db");
        world.advance(Duration.ofSeconds(2)).expect("seed", RUNNING).expect("api", WAITING);

        world.exit("seed", 0).expect("api", STARTING);
    }

    @Test
    void aTaskWithALimitIsStopped() {
        world.reconcile(task("seed").usageLimit(limit -> limit.memory(1).samples(1).action(UsageLimits.Action.RESTART)));

        world.supervisor.measure();
        world.loop.settle();

        world.expect("seed", FAILED);
    }

    /** Without a kind the process counts as up after a second, so a plain dependent can start in the middle of its work. */
    @Test
    void aCompletionAfterTheStartOfADependentHasAHint() {
        world.reconcile(define("migrate"), define("api").dependsOn("migrate"), define("docs").dependsOn("migrate").waitFor(
                Condition.RUNNING), define("late").dependsOn("migrate").autoStart(false)).advance(Duration.ofSeconds(2));

        world.exit("migrate", 0).expect("migrate", COMPLETED).expect("api", RUNNING);

        assertThat(hint()).contains("'api' started before that; set kind=task if the result of 'migrate' is needed, or "
                + "kind=service if 'migrate' must keep running");
    }

    @Test
    void aCompletionBeforeTheStartOfADependentHasNoHint() {
        world.reconcile(define("migrate"), define("api").dependsOn("migrate")).advance(Duration.ofMillis(500));

        world.exit("migrate", 0).expect("api", STARTING);

        assertThat(hint()).isEmpty();
    }

    @Test
    void aCompletionAfterARunByHandHasNoHint() {
        world.reconcile(define("migrate"), define("api").dependsOn("migrate")).exit("migrate", 0)
                .advance(Duration.ofSeconds(2)).expect("api", RUNNING);
        world.start("migrate");
        world.advance(Duration.ofSeconds(2));

        world.exit("migrate", 0).expect("migrate", COMPLETED);

        assertThat(hint()).isEmpty();
    }

    /** The hint of the last completion. */
    private Optional<String> hint() {
        List<ProcessEvent.Completed> completions = world.events(ProcessEvent.Completed.class);
        ProcessEvent.Completed last = completions.get(completions.size() - 1);
        Snapshot snapshot = world.supervisor.snapshot();
        return KindHint.of(last, snapshot.plan(), snapshot.statuses(), Optional.of(snapshot.histories().get(last.id())));
    }

    private static ProcessDefinitionBuilder task(String id) {
        return define(id).kind(ProcessKind.TASK);
    }
}
