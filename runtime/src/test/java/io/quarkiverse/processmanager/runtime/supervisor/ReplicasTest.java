package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.Seeds;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

class ReplicasTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();

    private World declare(ProcessDefinitionBuilder... builders) {
        return world.reconcile(Replicas.expand(Stream.of(builders).map(ProcessDefinitionBuilder::build).toList()));
    }

    private ManagedProcess worker() {
        return world.commands.get("worker");
    }

    private List<String> ids() {
        return worker().replicas().stream().map(ManagedProcess::id).toList();
    }

    private CompletionStage<Map<String, ProcessStatus>> scale(int replicas) {
        return world.settled(worker().scale(replicas));
    }

    private List<String> living() {
        return Stream.of("worker-0", "worker-1", "worker-2", "worker-3").filter(id -> world.runner.living(id) > 0).toList();
    }

    private static ProcessException failure(CompletionStage<?> stage) {
        return (ProcessException) catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join())
                .getCause();
    }

    @Test
    void noneOfTheLinesIsReadWithACountBelowOne() {
        declare(define("worker").replicas(2)).advance(SOON);

        assertThat(worker().logs(0)).isEmpty();
        assertThat(worker().logs(-1)).isEmpty();
    }

    @Test
    void eachReplicaIsAProcessWithAnIndex() {
        declare(define("worker").replicas(3)).advance(SOON);

        assertThat(world.commands.status()).containsOnlyKeys("worker-0", "worker-1", "worker-2");
        for (int index = 0; index < 3; index++) {
            ManagedProcess replica = worker().replicas().get(index);
            assertThat(replica.isRunning()).isTrue();
            assertThat(replica.definition().command().environment()).containsEntry("REPLICA_INDEX", String.valueOf(index));
            assertThat(replica.definition().replicaOf()).contains("worker");
            assertThat(replica.definition().replicaIndex()).hasValue(index);
        }
    }

    @Test
    void theGroupIsReadyWhenAllReplicasAre() {
        world.health("worker-1", World.Verdicts.BAD);
        declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)));
        CompletionStage<ProcessStatus> ready = worker().whenReady();
        world.advance(SOON);

        assertThat(ready).isNotCompleted();
        assertThat(worker().status().id()).isEqualTo("worker-1");
        assertThat(worker().isRunning()).isFalse();

        world.health("worker-1", World.Verdicts.GOOD).advance(World.LONG);
        assertThat(ready).isCompleted();
        assertThat(worker().status().isReady()).isTrue();
    }

    @Test
    void aDependentWaitsForAllReplicas() {
        world.health("worker-1", World.Verdicts.BAD);
        declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)), define("web").dependsOn("worker"))
                .advance(SOON);

        world.expect("web", WAITING);
        assertThat(world.status("web").why()).contains("worker-1 (starting)").doesNotContain("worker-0");

        world.health("worker-1", World.Verdicts.GOOD).advance(World.LONG).expect("web", RUNNING);
    }

    @Test
    void aDependentOnAnyStartsWithTheFirstReplica() {
        world.health("worker-0", World.Verdicts.BAD);
        declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)),
                define("web").dependsOn(Dependency.onAny("worker")), define("all").dependsOn("worker", Condition.HEALTHY))
                .advance(SOON);

        world.expect("web", RUNNING).expect("all", WAITING);
    }

    @Test
    void aDependentOnAnyFailsWithTheLastReplicaAndStartsWithTheFirstThatComesUp() {
        declare(define("worker").replicas(2).restart(restart -> restart.max(0)),
                define("web").dependsOn(Dependency.onAny("worker")));
        world.exit("worker-0", 1).advance(Duration.ofMillis(100)).expect("worker-0", FAILED).expect("web", WAITING);
        world.exit("worker-1", 1).advance(Duration.ofMillis(100)).expect("web", FAILED);
        assertThat(world.status("web").why()).startsWith("no replica of worker can come up: worker-0 failed");

        world.start("worker-1");
        world.advance(SOON).advance(SOON).expect("worker-0", FAILED).expect("web", RUNNING);
    }

    @Test
    void scalingUpStartsTheNextIndexes() {
        declare(define("db"), define("worker").replicas(1).dependsOn("db"), define("web").dependsOn("worker")).advance(SOON)
                .advance(SOON).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = scale(3);
        assertThat(scaled).isNotCompleted();
        world.advance(SOON);

        assertThat(scaled).isCompletedWithValueMatching(statuses -> statuses.keySet().equals(worker().replicas().stream()
                .map(ManagedProcess::id).collect(java.util.stream.Collectors.toSet())));
        assertThat(ids()).containsExactly("worker-0", "worker-1", "worker-2");
        world.expect("worker-2", RUNNING);
        assertThat(world.runner.started("worker-0")).hasSize(1);
        assertThat(world.runner.started("web")).hasSize(1);
        assertThat(world.commands.get("web").waitsFor()).containsOnlyKeys("worker-0", "worker-1", "worker-2");
    }

    @Test
    void scalingDownStopsTheHighestIndexesAndLeavesNothing() {
        declare(define("worker").replicas(4)).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = scale(2);
        world.advance(World.LONG);

        assertThat(scaled).isCompleted();
        assertThat(ids()).containsExactly("worker-0", "worker-1");
        assertThat(world.commands.status()).containsOnlyKeys("worker-0", "worker-1");
        assertThat(living()).containsExactly("worker-0", "worker-1");
        assertThat(world.loop.pendingTimers()).isZero();
        assertThat(world.forgotten).containsOnlyKeys("worker-2", "worker-3");
    }

    @Test
    void scalingAStoppedGroupStartsNothing() {
        declare(define("worker").replicas(1).autoStart(false)).advance(SOON);

        assertThat(scale(2)).isCompleted();
        world.advance(SOON).expect("worker-1", STOPPED);

        world.settled(worker().start());
        world.advance(SOON).expect("worker-0", RUNNING).expect("worker-1", RUNNING);
    }

    @Test
    void aReloadKeepsTheNumberUnlessTheDeclaredOneHasChanged() {
        declare(define("worker").replicas(2)).advance(SOON);
        scale(4);
        world.advance(SOON).detach().attach();

        declare(define("worker").replicas(2).tags("other")).advance(SOON);
        assertThat(ids()).hasSize(4);
        assertThat(worker().replicas().get(3).definition().tags()).containsExactly("other");
        assertThat(world.runner.started("worker-3")).hasSize(1);

        declare(define("worker").replicas(3)).advance(World.LONG);
        assertThat(ids()).containsExactly("worker-0", "worker-1", "worker-2");
        assertThat(living()).containsExactly("worker-0", "worker-1", "worker-2");
    }

    @Test
    void aReloadKeepsASmallerNumber() {
        declare(define("worker").replicas(3)).advance(SOON);
        scale(1);
        world.advance(World.LONG).detach().attach();

        declare(define("worker").replicas(3)).advance(SOON);

        assertThat(ids()).containsExactly("worker-0");
    }

    @Test
    void codeCreatesScalesAndRemovesReplicas() {
        world.settled(world.commands.start(define("worker").replicas(2).build()));
        world.advance(SOON);
        scale(3);
        world.advance(SOON);
        assertThat(ids()).hasSize(3);
        assertThat(living()).containsExactly("worker-0", "worker-1", "worker-2");

        CompletionStage<Void> removed = world.settled(world.commands.remove("worker"));
        world.advance(World.LONG);
        assertThat(removed).isCompleted();
        assertThat(world.commands.find("worker")).isEmpty();
        assertThat(living()).isEmpty();
    }

    @Test
    void aGroupThatIsNeededIsNotRemoved() {
        declare(define("worker").replicas(2), define("web").dependsOn("worker")).advance(SOON);

        assertThat(failure(world.settled(worker().remove()))).hasMessage(
                "cannot remove process 'worker': it is needed by web; remove what depends on it first");
    }

    @Test
    void aWrongScaleIsRefusedWithASentence() {
        declare(define("worker").replicas(2), define("web"), define("worker-7")).advance(SOON);

        assertThat(failure(world.settled(world.commands.get("web").scale(2)))).hasMessage(
                "cannot scale process 'web': it has no replicas; write quarkus.processes.web.replicas=1");
        assertThat(failure(world.settled(world.commands.get("worker-1").scale(2)))).hasMessage(
                "cannot scale process 'worker-1': it is a replica of 'worker'; scale that process");
        assertThat(failure(scale(0)))
                .hasMessage("cannot scale process 'worker': the number of replicas 0 is not between 1 and 1000");
        assertThat(failure(world.settled(worker().scale(8)))).hasMessage(
                "cannot scale process 'worker': there is another process with the id 'worker-7'")
                .extracting(one -> ((ProcessException) one).reason()).isEqualTo(Reason.EXISTS);
        assertThat(ids()).hasSize(2);
    }

    @Test
    void aReplicaThatComesAgainWhileItStopsKeepsItsPorts() {
        world.temper("worker-1", FakeRunner.Temper.STUBBORN);
        declare(define("worker").replicas(3)).advance(SOON);
        scale(1);
        assertThat(world.released).isEmpty();
        scale(2);
        world.advance(World.LONG);

        assertThat(living()).containsExactly("worker-0", "worker-1");
        assertThat(world.released).containsExactly("worker-2");
    }

    @Test
    void theStateAfterAScaleThatFailsIsVisible() {
        declare(define("worker").replicas(1).restart(restart -> restart.max(0))).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = scale(2);
        world.exit("worker-1", 1).advance(World.LONG);

        assertThat(failure(scaled).processId()).isEqualTo("worker-1");
        world.expect("worker-0", RUNNING).expect("worker-1", FAILED);
        assertThat(ids()).hasSize(2);
        assertThat(scale(1)).satisfies(one -> world.advance(World.LONG));
        assertThat(world.released).containsExactly("worker-1");
    }

    @Test
    void aReplicaDoesNotTakeTheIdOfAnotherGroup() {
        declare(define("worker").replicas(1), define("worker-1").replicas(2)).advance(SOON);

        assertThat(failure(scale(2))).hasMessage(
                "cannot scale process 'worker': there is another process with the id 'worker-1'");
        assertThat(world.commands.get("worker-1").replicas()).hasSize(2);
    }

    @Test
    void aReloadDoesNotReplaceANewProcessByAReplicaThatACommandHasAdded() {
        declare(define("worker").replicas(1)).advance(SOON);
        scale(3);
        world.advance(SOON).detach().attach();

        declare(define("worker").replicas(1), define("worker-1").tags("new"), define("web").dependsOn("worker"))
                .advance(World.LONG);

        assertThat(world.commands.get("worker-1").definition().replicaOf()).isEmpty();
        assertThat(world.commands.get("worker-1").definition().tags()).containsExactly("new");
        assertThat(ids()).containsExactly("worker-0");
        world.expect("worker-1", RUNNING).expect("web", RUNNING);
    }

    @Test
    void oneReplicaIsNotRemovedAlone() {
        declare(define("worker").replicas(2)).advance(SOON);

        assertThat(failure(world.settled(world.commands.remove("worker-0")))).hasMessage(
                "cannot remove process 'worker-0': it is a replica of 'worker'; scale that process, or remove it");
    }

    @Test
    void anyOrderOfScalesExitsAndReloadsLeavesTheLastNumber() {
        Seeds.each(20, seed -> new ReplicasTest().walk(new Random(seed)));
    }

    private void walk(Random random) {
        ProcessDefinitionBuilder[] declared = { define("worker").replicas(3).restart(restart -> restart.unlimited()),
                define("any").dependsOn(Dependency.onAny("worker")), define("all").dependsOn("worker") };
        declare(declared);
        int expected = 3;
        for (int step = 0; step < 150; step++) {
            List<String> ids = ids();
            String id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> scale(expected = 1 + random.nextInt(6));
                case 2 -> {
                    if (world.status(id).isAlive()) {
                        world.exit(id, random.nextInt(2));
                    }
                }
                case 3 -> {
                    world.detach().attach();
                    declare(declared);
                }
                case 4 -> world.settled(worker().restart());
                case 5 -> world.stop(id);
                default -> world.advance(Duration.ofMillis(random.nextInt(5_000)));
            }
            assertThat(ids()).hasSize(expected);
        }
        world.settled(world.commands.startAll());
        // A replica that has exited with 0 has completed; a start of all processes leaves it so.
        worker().replicas().forEach(ManagedProcess::start);
        world.advance(World.LONG);

        List<String> last = IntStream.range(0, expected).mapToObj(index -> "worker-" + index).toList();
        assertThat(ids()).isEqualTo(last);
        assertThat(IntStream.range(0, 6).mapToObj(index -> "worker-" + index).filter(id -> world.runner.living(id) > 0))
                .isEqualTo(last);
        assertThat(world.commands.status()).hasSize(expected + 2).allSatisfy((id, status) -> assertThat(status.isReady())
                .as(status.toString()).isTrue());
        assertThat(world.commands.get("any").waitsFor().keySet()).containsExactlyElementsOf(last);
    }

    @Test
    void commandsOnTheGroupGoToAllReplicas() {
        declare(define("worker").replicas(2)).advance(SOON);
        List<ProcessEvent> events = new ArrayList<>();
        worker().on(ProcessEvent.Stopped.class, events::add);

        world.settled(worker().stop());
        world.advance(World.LONG).expect("worker-0", STOPPED).expect("worker-1", STOPPED);

        world.settled(worker().restart());
        world.advance(SOON).expect("worker-0", RUNNING).expect("worker-1", RUNNING);
        assertThat(failure(worker().send("x"))).hasMessage(
                "cannot send to process 'worker': it has replicas; name one of them, such as 'worker-0'");
        assertThatThrownBy(() -> worker().runAndAwait()).isInstanceOf(ProcessException.class);
    }

    @Test
    void aRestartTakesOneReadyReplicaAtATime() {
        declare(define("worker").replicas(3).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        List<Integer> ready = new ArrayList<>();
        world.invariants(() -> ready.add((int) worker().replicas().stream().filter(one -> one.status().isReady()).count()));

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.advance(World.LONG);

        assertThat(restart).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(ids()).allSatisfy(id -> assertThat(world.runner.started(id)).hasSize(2));
        assertThat(ready).contains(2).allMatch(count -> count >= 2);
        assertThat(world.events(ProcessEvent.Starting.class).stream().map(ProcessEvent::id).skip(3))
                .containsExactly("worker-0", "worker-1", "worker-2");
    }

    @Test
    void theStatusOfAReplicaSaysHowFarTheRestartIs() {
        declare(define("worker").replicas(3)).advance(SOON);
        world.temper("worker-1", FakeRunner.Temper.STUBBORN).exit("worker-1", 1).advance(SOON);

        world.settled(worker().restart());
        world.advance(SOON);

        assertThat(world.status("worker-1").why()).startsWith("restarted on request, 2 of 3 replicas of worker");
        assertThat(world.runner.started("worker-2")).hasSize(1);
    }

    @Test
    void aReplicaThatFailsEndsTheRestartOfTheOthers() {
        declare(define("worker").replicas(3).restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).advance(SOON);
        world.temper("worker-0", FakeRunner.Temper.UNSTARTABLE);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.advance(World.LONG);

        assertThat(failure(restart)).hasMessage("cannot start process 'worker-0': command not found: nothing"
                + "; worker-1 to worker-2 were not restarted and keep running");
        assertThat(living()).containsExactly("worker-1", "worker-2");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void aReplicaThatStaysUnhealthyEndsTheRestartAtItsTimeLimit() {
        declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        world.health("worker-0", World.Verdicts.BAD);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.advance(Duration.ofSeconds(1));
        assertThat(restart).isNotCompleted();
        world.advance(World.LONG);

        assertThat(failure(restart)).hasMessageEndingWith("; worker-1 was not restarted and keeps running");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void replicasThatAreNotReadyRestartFirstAndAtTheSameTime() {
        declare(define("worker").replicas(3)).advance(SOON);
        world.settled(worker().replicas().get(1).stop());
        world.settled(worker().replicas().get(2).stop());
        world.advance(SOON);

        world.settled(worker().restart());

        assertThat(world.events(ProcessEvent.Starting.class).stream().map(ProcessEvent::id).skip(3))
                .containsExactly("worker-1", "worker-2");
        world.advance(SOON);
        assertThat(world.runner.started("worker-0")).hasSize(2);
    }

    @Test
    void aReplicaThatIsStoppedOrRemovedBeforeItsTurnIsLeftOut() {
        declare(define("worker").replicas(4)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.settled(worker().replicas().get(2).stop());
        scale(3);
        world.advance(World.LONG);

        assertThat(restart).isCompleted();
        world.expect("worker-2", STOPPED);
        assertThat(ids()).containsExactly("worker-0", "worker-1", "worker-2");
        assertThat(living()).containsExactly("worker-0", "worker-1");
        assertThat(world.runner.started("worker-1")).hasSize(2);
    }

    @Test
    void aReplicaThatIsRemovedInItsTurnIsLeftOut() {
        world.temper("worker-2", FakeRunner.Temper.STUBBORN);
        declare(define("worker").replicas(3)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        for (int second = 0; second < 60 && world.phase("worker-2") == RUNNING; second++) {
            world.advance(Duration.ofSeconds(1));
        }
        world.expect("worker-2", ProcessPhase.STOPPING);
        scale(2);
        world.advance(World.LONG);

        assertThat(restart).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(ids()).containsExactly("worker-0", "worker-1");
        assertThat(world.runner.started("worker-2")).hasSize(1);
    }

    @Test
    void aReplicaThatIsNeverUpEndsTheRestartAtItsTimeLimit() {
        declare(define("worker").replicas(3).startupTimeout(Duration.ofSeconds(20))
                .restart(restart -> restart.unlimited().maxDelay(Duration.ofSeconds(2)))).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        for (int second = 0; second < 40 && !restart.toCompletableFuture().isDone(); second++) {
            if (world.phase("worker-0") == ProcessPhase.STARTING) {
                world.exit("worker-0", 3);
            }
            world.advance(Duration.ofSeconds(1));
        }

        assertThat(failure(restart).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(restart)).hasMessageContaining(
                "cannot restart process 'worker-0': it was not up 30.0 s after its restart began (stop.timeout plus startup-timeout): ")
                .hasMessageEndingWith("; worker-1 to worker-2 were not restarted and keep running");
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }

    @Test
    void aStopOfTheGroupEndsTheRestart() {
        declare(define("worker").replicas(3)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.settled(worker().stop());
        world.advance(World.LONG);

        assertThat(failure(restart).reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(living()).isEmpty();
    }

    @Test
    void aSecondRestartTakesThePlaceOfTheFirst() {
        declare(define("worker").replicas(4).health(World.check(OnUnhealthy.NONE))).advance(SOON);
        world.temper("worker-1", FakeRunner.Temper.STUBBORN).exit("worker-1", 1).advance(SOON);
        List<Integer> ready = new ArrayList<>();
        world.invariants(() -> ready.add((int) worker().replicas().stream().filter(one -> one.status().isReady()).count()));

        CompletionStage<ProcessStatus> first = world.settled(worker().restart());
        world.advance(SOON);
        assertThat(world.runner.started("worker-0")).hasSize(2);
        CompletionStage<ProcessStatus> second = world.settled(worker().restart());
        assertThat(first).isNotCompleted();
        world.advance(World.LONG);

        assertThat(first).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(second).isCompletedWithValueMatching(ProcessStatus::isReady);
        assertThat(ready).allMatch(count -> count >= 3);
        assertThat(world.runner.started("worker-0")).hasSize(3);
        assertThat(world.runner.started("worker-3")).hasSize(2);
    }

    @Test
    void aReloadEndsTheRestartAndLeavesNothingPending() {
        declare(define("worker").replicas(2)).advance(SOON);

        CompletionStage<ProcessStatus> restart = world.settled(worker().restart());
        world.detach();

        assertThat(failure(restart).reason()).isEqualTo(Reason.CLOSED);
        world.attach().advance(World.LONG);
        assertThat(world.runner.started("worker-1")).hasSize(1);
    }
}
