package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

class CommandsTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();

    @Test
    void aCloseLeavesThoseThatOutliveTheApplication() {
        world.reconcile(define("db").detached(true), define("api").dependsOn("db")).advance(Duration.ofSeconds(5));

        CompletionStage<Void> closed = world.commands.close();
        world.loop.settle();

        assertThat(closed).isCompleted();
        assertThat(world.process("api").gone).isTrue();
        assertThat(world.process("db").terminated).isFalse();
    }

    @Test
    void aStopOfAllStopsThoseThatOutliveTheApplicationToo() {
        world.reconcile(define("db").detached(true)).advance(Duration.ofSeconds(5));

        world.commands.stopAll();
        world.loop.settle();

        assertThat(world.process("db").gone).isTrue();
    }

    @Test
    void startIsDoneWhenTheProcessIsUp() {
        world.reconcile(define("a"));

        CompletionStage<ProcessStatus> start = world.start("a");

        assertThat(start.toCompletableFuture()).isNotDone();
        world.advance(SOON);
        assertThat(start.toCompletableFuture()).isCompletedWithValueMatching(status -> status.phase() == RUNNING);
    }

    @Test
    void startOfOneThatIsUpAndStopOfOneThatIsDownAreDoneAtOnce() {
        world.reconcile(define("a")).advance(SOON);

        assertThat(world.start("a").toCompletableFuture()).isCompleted();
        world.stop("a");
        assertThat(world.stop("a").toCompletableFuture()).isCompleted();
    }

    @Test
    void startOfOneThatFailsSaysWhy() {
        world.temper("a", Temper.UNSTARTABLE)
                .reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)));

        ProcessException failure = failure(world.start("a"));

        assertThat(failure.reason()).isEqualTo(Reason.ENOENT);
        assertThat(failure).hasMessage("cannot start process 'a': command not found: nothing");
    }

    @Test
    void startOfOneWhoseDependencyFailsSaysSo() {
        world.temper("db", Temper.UNSTARTABLE).reconcile(
                define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("a").dependsOn("db"));

        ProcessException failure = failure(world.start("a"));

        assertThat(failure.reason()).isEqualTo(Reason.DEPENDENCY_FAILED);
        assertThat(failure).hasMessage("cannot start process 'a': db failed: command not found: nothing");
    }

    @Test
    void aTaskThatFailsWasStarted() {
        world.reconcile(define("a").kind(ProcessKind.TASK).autoStart(false));
        CompletionStage<ProcessStatus> run = world.start("a");

        world.exit("a", 1).expect("a", FAILED);

        assertThat(run.toCompletableFuture()).failsWithin(Duration.ZERO).withThrowableThat().havingCause()
                .withMessageStartingWith("cannot complete process 'a': exited with 1");
    }

    @Test
    void aStopBreaksTheStartsAndAStartTheStops() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a"));
        CompletionStage<ProcessStatus> start = world.start("a");

        CompletionStage<ProcessStatus> stop = world.stop("a");
        assertThat(failure(start).reason()).isEqualTo(Reason.SUPERSEDED);
        CompletionStage<ProcessStatus> again = world.start("a");
        assertThat(failure(stop).reason()).isEqualTo(Reason.SUPERSEDED);

        world.advance(World.LONG);
        assertThat(again.toCompletableFuture()).isCompleted();
    }

    @Test
    void restartIsDoneWhenTheNewOneIsUp() {
        world.reconcile(define("a")).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.restart("a");

        assertThat(restart.toCompletableFuture()).isNotDone();
        world.advance(SOON);
        assertThat(restart.toCompletableFuture()).isCompletedWithValueMatching(status -> status.incarnation() == 2);
    }

    @Test
    void stopOfOneThatCannotBeKilledNamesWhatIsLeft() {
        world.temper("a", Temper.IMMORTAL).reconcile(define("a")).advance(SOON);

        CompletionStage<ProcessStatus> stop = world.stop("a");
        world.advance(Duration.ofSeconds(10));

        assertThat(failure(stop).reason()).isEqualTo(Reason.NOT_KILLED);
        assertThat(failure(stop)).hasMessageStartingWith("cannot stop process 'a': could not be killed: 100 sleep");
    }

    @Test
    void startAllIsDoneWhenAllAreUp() {
        world.health("db", Verdicts.BAD).reconcile(define("db").health(check(OnUnhealthy.NONE)),
                define("a").dependsOn("db"));

        CompletionStage<Map<String, ProcessStatus>> all = world.commands.startAll();
        world.advance(Duration.ofSeconds(5));
        assertThat(all.toCompletableFuture()).isNotDone();
        world.health("db", Verdicts.GOOD).advance(SOON);

        assertThat(all.toCompletableFuture())
                .isCompletedWithValueMatching(statuses -> statuses.values().stream().allMatch(ProcessStatus::isReady));
    }

    @Test
    void stopAllAndStartAllRunTheOneShotsAgain() {
        world.reconcile(define("db"), define("seed").dependsOn("db")).advance(SOON).exit("seed", 0);

        world.commands.stopAll();
        world.loop.settle();
        world.expect("seed", STOPPED);
        world.commands.startAll();
        world.advance(SOON);

        assertThat(world.runner.started("seed")).hasSize(2);
    }

    @Test
    void startAllDoesNotRepeatAOneShotThatHasCompleted() {
        world.reconcile(define("db"), define("seed").dependsOn("db")).advance(SOON).exit("seed", 0);

        CompletionStage<Map<String, ProcessStatus>> all = world.commands.startAll();
        world.advance(SOON);

        assertThat(all.toCompletableFuture()).isCompleted();
        assertThat(world.runner.started("seed")).hasSize(1);
    }

    @Test
    void anUnknownIdNamesTheKnownOnes() {
        world.reconcile(define("api"), define("database"));

        assertThatThrownBy(() -> world.commands.get("databse")).isInstanceOf(ProcessException.class)
                .hasMessage("Process not found: databse; known: api, database; did you mean 'database'?");
    }

    @Test
    void aHandleOfARemovedProcessSaysSo() {
        world.reconcile(define("a")).advance(SOON);
        ManagedProcess handle = world.commands.get("a");

        world.reconcile(List.of());

        assertThatThrownBy(handle::status).hasMessage("Process not found: a; none is declared");
        assertThat(failure(handle.start()).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void theApplicationThatGoesAwayGetsItsStagesBack() {
        world.reconcile(define("a"));
        CompletionStage<ProcessStatus> start = world.start("a");

        world.commands.applicationDetached();

        assertThat(failure(start).reason()).isEqualTo(Reason.CLOSED);
        world.advance(SOON).expect("a", RUNNING);
    }

    @Test
    void anApplicationThatEndsCanStopItsProcessesButNotStartThem() {
        world.reconcile(define("a"), define("b")).advance(SOON);
        int events = world.events.size();

        world.commands.applicationEnds();
        world.settled(world.supervisor.applicationEnds());

        assertThat(failure(world.restart("b"))).hasMessage("cannot restart process 'b': the application is ending");
        assertThat(failure(world.commands.get("b").whenReady()).reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure(world.commands.start(List.of(define("c").build())).thenApply(map -> null)).reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(world.status("a").phase()).isEqualTo(RUNNING);
        assertThat(world.stop("a").toCompletableFuture()).isCompleted();
        assertThat(world.events.size()).as("the log has the events").isGreaterThan(events);
        world.expect("a", STOPPED).expect("b", RUNNING);
    }

    @Test
    void closeStopsAllAndTakesNoMoreCommands() {
        world.reconcile(define("a")).advance(SOON);

        CompletionStage<Void> closed = world.commands.close();
        world.loop.settle();

        assertThat(closed.toCompletableFuture()).isCompleted();
        world.expect("a", STOPPED);
        assertThat(failure(world.start("a")).reason()).isEqualTo(Reason.CLOSED);
        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.loop.pendingTimers()).isZero();
    }

    private ProcessException failure(CompletionStage<ProcessStatus> stage) {
        world.loop.settle();
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join());
        return (ProcessException) thrown.getCause();
    }
}
