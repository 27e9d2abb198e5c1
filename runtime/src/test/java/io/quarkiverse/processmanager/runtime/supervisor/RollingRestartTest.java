package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.Workers.failure;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;

/** A restart of replicas, one after the other. */
class RollingRestartTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();
    private final Workers workers = new Workers(world);

    @Test
    void aRestartTakesOneReadyReplicaAtATime() {
        workers.declare(define("worker").replicas(3).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        List<Integer> ready = new ArrayList<>();
        world.invariants(
                () -> ready.add((int) workers.group().replicas().stream().filter(one -> one.status().isReady()).count()));

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.advance(World.LONG);

        assertThat(restart).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(workers.ids()).allSatisfy(id -> assertThat(world.runner.started(id)).hasSize(2));
        assertThat(ready).contains(2).allMatch(count -> count >= 2);
        assertThat(world.events(ProcessEvent.Starting.class).stream().map(ProcessEvent::id).skip(3))
                .containsExactly("worker-0", "worker-1", "worker-2");
    }

    @Test
    void theStatusOfAReplicaSaysHowFarTheRestartIs() {
        workers.declare(define("worker").replicas(3)).advance(SOON);
        world.temper("worker-1", FakeRunner.Temper.STUBBORN).exit("worker-1", 1).advance(SOON);

        world.settled(workers.group().restart());
        world.advance(SOON);

        assertThat(world.status("worker-1").why()).startsWith("restarted on request, 2 of 3 replicas of worker");
        assertThat(world.runner.started("worker-2")).hasSize(1);
    }

    @Test
    void aReplicaThatFailsEndsTheRestartOfTheOthers() {
        workers.declare(define("worker").replicas(3).restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)))
                .advance(SOON);
        world.temper("worker-0", FakeRunner.Temper.UNSTARTABLE);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.advance(World.LONG);

        assertThat(failure(restart)).hasMessage("cannot start process 'worker-0': command not found: nothing"
                + "; not restarted, running as before: worker-1, worker-2; restart worker again when the cause is removed");
        assertThat(workers.living()).containsExactly("worker-1", "worker-2");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void aReplicaThatStaysUnhealthyEndsTheRestartAtItsTimeLimit() {
        workers.declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        world.health("worker-0", World.Verdicts.BAD);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.advance(Duration.ofSeconds(1));
        assertThat(restart).isNotCompleted();
        world.advance(World.LONG);

        assertThat(failure(restart)).hasMessageEndingWith("; not restarted, running as before: worker-1;"
                + " restart worker again when the cause is removed");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void replicasThatAreNotReadyRestartFirstAndAtTheSameTime() {
        workers.declare(define("worker").replicas(3)).advance(SOON);
        world.settled(workers.group().replicas().get(1).stop());
        world.settled(workers.group().replicas().get(2).stop());
        world.advance(SOON);

        world.settled(workers.group().restart());

        assertThat(world.events(ProcessEvent.Starting.class).stream().map(ProcessEvent::id).skip(3))
                .containsExactly("worker-1", "worker-2");
        world.advance(SOON);
        assertThat(world.runner.started("worker-0")).hasSize(2);
    }

    @Test
    void aReplicaThatIsStoppedOrRemovedBeforeItsTurnIsLeftOut() {
        workers.declare(define("worker").replicas(4)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.settled(workers.group().replicas().get(2).stop());
        workers.scale(3);
        world.advance(World.LONG);

        assertThat(restart).isCompleted();
        world.expect("worker-2", STOPPED);
        assertThat(workers.ids()).containsExactly("worker-0", "worker-1", "worker-2");
        assertThat(workers.living()).containsExactly("worker-0", "worker-1");
        assertThat(world.runner.started("worker-1")).hasSize(2);
    }

    @Test
    void aReplicaThatIsRemovedInItsTurnIsLeftOut() {
        world.temper("worker-2", FakeRunner.Temper.STUBBORN);
        workers.declare(define("worker").replicas(3)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        for (int second = 0; second < 60 && world.phase("worker-2") == RUNNING; second++) {
            world.advance(Duration.ofSeconds(1));
        }
        world.expect("worker-2", ProcessPhase.STOPPING);
        workers.scale(2);
        world.advance(World.LONG);

        assertThat(restart).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(workers.ids()).containsExactly("worker-0", "worker-1");
        assertThat(world.runner.started("worker-2")).hasSize(1);
    }

    @Test
    void aReplicaThatIsNeverUpEndsTheRestartAtItsTimeLimit() {
        workers.declare(define("worker").replicas(3).startupTimeout(Duration.ofSeconds(20))
                .restart(restart -> restart.unlimited().maxDelay(Duration.ofSeconds(2)))).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        for (int second = 0; second < 40 && !restart.toCompletableFuture().isDone(); second++) {
            if (world.phase("worker-0") == ProcessPhase.STARTING) {
                world.exit("worker-0", 3);
            }
            world.advance(Duration.ofSeconds(1));
        }

        assertThat(failure(restart).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(restart)).hasMessageContaining(
                "cannot restart process 'worker-0': it was not up 30.0 s after its restart began (stop.timeout plus startup-timeout): ")
                .hasMessageEndingWith("; not restarted, running as before: worker-1, worker-2;"
                        + " restart worker again when the cause is removed");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void aStopOfTheGroupEndsTheRestart() {
        workers.declare(define("worker").replicas(3)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.settled(workers.group().stop());
        world.advance(World.LONG);

        assertThat(failure(restart).reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(failure(restart).getMessage()).doesNotContain("restarted, running as before");
        assertThat(workers.living()).isEmpty();
    }

    @Test
    void aSecondRestartTakesThePlaceOfTheFirst() {
        workers.declare(define("worker").replicas(4).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        world.temper("worker-1", FakeRunner.Temper.STUBBORN).exit("worker-1", 1).advance(SOON);
        List<Integer> ready = new ArrayList<>();
        world.invariants(
                () -> ready.add((int) workers.group().replicas().stream().filter(one -> one.status().isReady()).count()));

        CompletionStage<ProcessStatus> first = world.settled(workers.group().restart());
        world.advance(SOON);
        assertThat(world.runner.started("worker-0")).hasSize(2);
        CompletionStage<ProcessStatus> second = world.settled(workers.group().restart());
        assertThat(first).isNotCompleted();
        world.advance(World.LONG);

        assertThat(first).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(second).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(ready).allMatch(count -> count >= 3);
        assertThat(world.runner.started("worker-0")).hasSize(3);
        assertThat(world.runner.started("worker-3")).hasSize(2);
    }

    @Test
    void dependentsRestartOnceWhenTheLastReplicaIsReady() {
        workers.declare(define("worker").replicas(3),
                define("api").dependsOn("worker").onDependencyRestart(OnDependencyRestart.RESTART),
                define("one").dependsOn("worker-0").onDependencyRestart(OnDependencyRestart.RESTART)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        while (!restart.toCompletableFuture().isDone()) {
            assertThat(world.runner.living("api")).isEqualTo(1);
            world.advance(Duration.ofMillis(100));
        }
        world.advance(World.LONG);

        assertThat(restart).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(world.runner.started("api")).hasSize(2);
        assertThat(world.runner.started("one")).hasSize(2);
        assertThat(world.status("api").isReady()).isTrue();
    }

    @Test
    void dependentsRestartOnceWhenASecondRestartTakesThePlaceOfTheFirst() {
        workers.declare(define("worker").replicas(3),
                define("api").dependsOn("worker").onDependencyRestart(OnDependencyRestart.RESTART)).advance(SOON);

        world.settled(workers.group().restart());
        world.settled(workers.group().restart());
        world.advance(World.LONG);

        assertThat(world.runner.started("api")).hasSize(2);
    }

    /** Otherwise they would wait for the replica that has failed. Later they restart with a replica as before. */
    @Test
    void dependentsKeepRunningIfTheRestartFails() {
        workers.declare(define("worker").replicas(3).restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn("worker").onDependencyRestart(OnDependencyRestart.RESTART)).advance(SOON);
        world.temper("worker-1", FakeRunner.Temper.UNSTARTABLE);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.advance(World.LONG);

        assertThat(failure(restart)).hasMessage("cannot start process 'worker-1': command not found: nothing;"
                + " already restarted: worker-0; not restarted, running as before: worker-2, api;"
                + " restart worker again when the cause is removed");
        assertThat(world.runner.started("api")).hasSize(1);
        world.temper("worker-1", FakeRunner.Temper.WILLING);
        world.start("worker-1");
        world.advance(World.LONG);
        assertThat(world.runner.started("api")).hasSize(2);
        assertThat(world.status("api").isReady()).isTrue();
    }

    @Test
    void aReloadEndsTheRestartAndLeavesNothingPending() {
        workers.declare(define("worker").replicas(2),
                define("api").dependsOn("worker").onDependencyRestart(OnDependencyRestart.RESTART)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.detach();

        assertThat(failure(restart).reason()).isEqualTo(Reason.CLOSED);
        world.attach().advance(World.LONG);
        assertThat(world.runner.started("worker-1")).hasSize(1);
        assertThat(world.runner.started("api")).hasSize(1);
        world.exit("worker-1", 1).advance(World.LONG);
        assertThat(world.runner.started("api")).hasSize(2);
    }

    @Test
    void theEndOfTheApplicationEndsARestartThatHasNotBegunAndTheOneThatWaitsForIt() {
        workers.declare(define("worker").replicas(2)).advance(SOON);
        Deque<Runnable> completions = new ArrayDeque<>();
        ProcessManagerFacade application = new ProcessManagerFacade(world.supervisor, completions::addLast, () -> true,
                new Listeners(world.runner), CreatedPorts.AS_DECLARED);
        CompletionStage<ProcessStatus> replaced = world.settled(application.get("worker").restart());
        CompletionStage<ProcessStatus> last = application.get("worker").restart();

        application.applicationDetached();
        world.loop.settle();
        while (!completions.isEmpty()) {
            completions.removeFirst().run();
            world.loop.settle();
        }

        assertThat(failure(last).reason()).isEqualTo(Reason.CLOSED);
        assertThat(replaced.toCompletableFuture()).isCompletedExceptionally();
        assertThat(world.supervisor.followers().areHeldBack()).isFalse();
    }

    /** Otherwise it would wait for that replica, perhaps for ever. */
    @Test
    void aDependentKeepsRunningIfAReplicaThatItWaitsForWasStoppedMeanwhile() {
        workers.declare(define("worker").replicas(3),
                define("api").dependsOn("worker").onDependencyRestart(OnDependencyRestart.RESTART),
                define("any").dependsOn(Dependency.onAny("worker")).onDependencyRestart(OnDependencyRestart.RESTART),
                define("one").dependsOn("worker-1").onDependencyRestart(OnDependencyRestart.RESTART)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(workers.group().restart());
        world.settled(workers.group().replicas().get(2).stop());
        world.advance(World.LONG);

        assertThat(restart).isCompleted();
        assertThat(world.commands.status().values()).filteredOn(status -> !status.id().equals("worker-2"))
                .allMatch(ProcessStatus::isReady);
        assertThat(world.runner.started("api")).hasSize(1);
        assertThat(world.runner.started("any")).hasSize(2);
        assertThat(world.runner.started("one")).hasSize(2);
    }
}
