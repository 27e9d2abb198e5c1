package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** Waiting for a process, and signals to it. */
class AwaitTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** The stages that wait, with their blocking twins. */
    private static final Map<String, String> WAITS = Map.of("whenReady", "awaitReady", "whenHealthy", "awaitHealthy", "onExit",
            "awaitExit");

    private final World world = new World();

    @Test
    void healthyIsWhenItsChecksSucceed() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)));
        CompletionStage<ProcessStatus> healthy = world.settled(process().whenHealthy());

        world.advance(SOON);
        assertThat(healthy).isNotCompleted();
        world.health("a", Verdicts.GOOD).advance(SOON);

        assertThat(healthy).isCompletedWithValueMatching(status -> status.phase() == RUNNING);
        assertThat(world.loop.pendingTimers()).as("only that of the probe").isEqualTo(1);
    }

    @Test
    void whoWaitsTooLongHearsWhatIsWrong() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)));

        CompletionStage<ProcessStatus> healthy = world.settled(orders().whenHealthy("a", Optional.of(Duration.ofSeconds(3))));
        world.advance(Duration.ofSeconds(4));

        assertThat(failure(healthy).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(healthy)).hasMessage("cannot wait for process 'a': it took longer than 3.0 s; "
                + "waiting for its first successful check: it refuses");
    }

    @Test
    void withoutAHealthCheckNobodyWaitsForHealth() {
        world.reconcile(define("a"));

        assertThat(failure(world.settled(process().whenHealthy())).reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void readyIsAlsoAOneShotThatHasCompleted() {
        world.reconcile(define("a"));
        CompletionStage<ProcessStatus> ready = world.settled(process().whenReady());

        world.exit("a", 0);

        assertThat(ready).isCompleted();
        assertThat(world.settled(process().whenReady())).isCompleted();
    }

    @Test
    void whoWaitsForOneThatFailsHearsWhy() {
        world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)));
        CompletionStage<ProcessStatus> ready = world.settled(orders().whenReady("a", Optional.of(World.LONG)));

        world.exit("a", 4);

        assertThat(failure(ready).reason()).isEqualTo(Reason.EXITED);
        assertThat(failure(ready)).hasMessageStartingWith("cannot wait for process 'a': exited with 4");
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void nobodyWaitsForOneThatIsStopped() {
        world.create(define("a"));

        assertThat(failure(world.settled(process().whenReady()))).hasMessage(
                "cannot wait for process 'a': it is stopped: not started yet");
        assertThat(failure(world.settled(process().onExit())).reason()).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void aStopEndsTheWaiting() {
        world.temper("a", Temper.SLOW_TO_START).reconcile(define("a"));
        CompletionStage<ProcessStatus> ready = world.settled(process().whenReady());

        world.stop("a");

        assertThat(failure(ready).reason()).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void theExitIsThatOfTheLivingOne() {
        world.reconcile(define("a")).advance(SOON);
        CompletionStage<Exit> exit = world.settled(process().onExit());
        assertThat(exit).isNotCompleted();

        world.exit("a", 4);

        assertThat(exit).isCompletedWithValueMatching(end -> end.code().getAsInt() == 4);
        assertThat(world.settled(process().onExit())).as("in the pause before the restart")
                .isCompletedWithValueMatching(end -> end.code().getAsInt() == 4);
    }

    @Test
    void theExitIsAwaitedOnlySoLong() {
        world.reconcile(define("a")).advance(SOON);
        CompletionStage<Exit> exit = world.settled(orders().onExit("a", Optional.of(Duration.ofSeconds(3))));

        world.advance(Duration.ofSeconds(4)).expect("a", RUNNING);

        assertThat(failure(exit).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(exit)).hasMessageStartingWith("cannot wait for process 'a': it took longer than 3.0 s; ");
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void anExitInTimeCancelsTheTimeout() {
        world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).advance(SOON);
        CompletionStage<Exit> exit = world.settled(orders().onExit("a", Optional.of(Duration.ofSeconds(3))));

        world.exit("a", 4);

        assertThat(exit).isCompletedWithValueMatching(end -> end.code().getAsInt() == 4);
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void theExitOfOneThatWaitsIsThatOfItsNextStart() {
        world.reconcile(define("db"), define("a").dependsOn("db")).advance(Duration.ofSeconds(4));
        world.exit("a", 0).stop("db");
        world.temper("db", Temper.SLOW_TO_START).start("a");
        CompletionStage<Exit> exit = world.settled(process().onExit());
        assertThat(exit).isNotCompleted();

        world.process("db").comeAlive();
        world.advance(SOON).exit("a", 5);

        assertThat(exit).isCompletedWithValueMatching(end -> end.code().getAsInt() == 5);
    }

    @Test
    void aSignalGoesToTheLivingOne() {
        world.reconcile(define("a")).advance(SOON);

        assertThat(world.settled(process().signal("HUP"))).isCompleted();

        assertThat(world.process("a").signals).containsExactly("HUP");
    }

    @Test
    void aSignalToNobodyIsRefused() {
        world.create(define("a"));

        assertThat(failure(world.settled(process().signal("HUP")))).hasMessage(
                "cannot signal process 'a': it is not alive: not started yet");
    }

    @Test
    void onAnEventLoopNobodyWaitsAndNothingIsDone() {
        world.reconcile(define("a")).advance(SOON);
        world.mayBlock = false;

        assertThatThrownBy(() -> process().stopAndAwait()).isInstanceOf(ProcessException.class)
                .hasMessageMatching("cannot stop process 'a' and wait for it: the thread '.*' is an event loop, which must not "
                        + "be blocked; use the method that returns a CompletionStage, .*");

        world.advance(SOON).expect("a", RUNNING);
        assertThatThrownBy(() -> process().awaitReady(SOON)).isInstanceOf(ProcessException.class)
                .hasMessageMatching("cannot wait for process 'a': the thread '.*' is an event loop, which must not be blocked; "
                        + "use the method that returns a CompletionStage, .*");
        assertThatThrownBy(() -> world.commands.createAndAwait(define("b").build())).isInstanceOf(ProcessException.class)
                .extracting(thrown -> ((ProcessException) thrown).reason()).isEqualTo(Reason.MUST_NOT_BLOCK);
        assertThat(world.commands.find("b")).isEmpty();
    }

    static Stream<Method> stages() {
        return Stream.of(ManagedProcess.class, ProcessManager.class).flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getReturnType() == CompletionStage.class);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void eachStageHasABlockingTwin(Method method) throws Exception {
        Method twin = Optional.ofNullable(WAITS.get(method.getName())).isPresent()
                ? method.getDeclaringClass().getMethod(WAITS.get(method.getName()), Duration.class)
                : method.getDeclaringClass().getMethod(method.getName() + "AndAwait", method.getParameterTypes());

        assertThat(twin.getReturnType()).isNotEqualTo(CompletionStage.class);
    }

    private ManagedProcess process() {
        return world.commands.get("a");
    }

    private HandleCommands orders() {
        return world.commands.handleCommands();
    }

    private static ProcessException failure(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join());
        return (ProcessException) thrown.getCause();
    }
}
