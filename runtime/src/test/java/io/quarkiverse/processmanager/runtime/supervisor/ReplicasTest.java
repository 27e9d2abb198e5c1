package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.Workers.failure;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessStatus;

/** The replicas of a process, what depends on them, and the commands for all of them. */
class ReplicasTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();
    private final Workers workers = new Workers(world);

    @Test
    void noneOfTheLinesIsReadWithACountBelowOne() {
        workers.declare(define("worker").replicas(2)).advance(SOON);

        assertThat(workers.group().logs(0)).isEmpty();
        assertThat(workers.group().logs(-1)).isEmpty();
    }

    @Test
    void eachReplicaIsAProcessWithAnIndex() {
        workers.declare(define("worker").replicas(3)).advance(SOON);

        assertThat(world.commands.status()).containsOnlyKeys("worker-0", "worker-1", "worker-2");
        for (int index = 0; index < 3; index++) {
            ManagedProcess replica = workers.group().replicas().get(index);
            assertThat(replica.isRunning()).isTrue();
            assertThat(replica.definition().command().environment()).containsEntry("REPLICA_INDEX", String.valueOf(index));
            assertThat(replica.definition().replicaOf()).contains("worker");
            assertThat(replica.definition().replicaIndex()).hasValue(index);
        }
    }

    @Test
    void theGroupIsReadyWhenAllReplicasAre() {
        world.health("worker-1", World.Verdicts.BAD);
        workers.declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)));
        CompletionStage<ProcessStatus> ready = workers.group().whenReady();
        world.advance(SOON);

        assertThat(ready).isNotCompleted();
        assertThat(workers.group().status().id()).isEqualTo("worker-1");
        assertThat(workers.group().isRunning()).isFalse();

        world.health("worker-1", World.Verdicts.GOOD).advance(World.LONG);
        assertThat(ready).isCompleted();
        assertThat(workers.group().status().isReady()).isTrue();
    }

    @Test
    void aDependentWaitsForAllReplicas() {
        world.health("worker-1", World.Verdicts.BAD);
        workers.declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)), define("web").dependsOn("worker"))
                .advance(SOON);

        world.expect("web", WAITING);
        assertThat(world.status("web").why()).isEqualTo("waiting for worker-1 (starting)");

        world.health("worker-1", World.Verdicts.GOOD).advance(World.LONG).expect("web", RUNNING);
    }

    @Test
    void theReplicasInOnePhaseAreNamedTogether() {
        world.health("worker-3", World.Verdicts.BAD);
        workers.declare(define("db"), define("worker").replicas(4).health(World.check(OnUnhealthy.NONE)),
                define("web").dependsOn("worker").dependsOn("db"));
        assertThat(world.status("web").why()).isEqualTo("waiting for db (starting), worker-0 to worker-3 (starting)");

        world.exit("worker-1", 1).advance(Duration.ofMillis(100));

        assertThat(world.status("web").why()).contains("worker-1 (backoff)").contains("worker-3");
    }

    @Test
    void aDependentOnAnyStartsWithTheFirstReplica() {
        world.health("worker-0", World.Verdicts.BAD);
        workers.declare(define("worker").replicas(2).health(World.check(OnUnhealthy.NONE)),
                define("web").dependsOn(Dependency.onAny("worker")), define("all").dependsOn("worker", Condition.HEALTHY))
                .advance(SOON);

        world.expect("web", RUNNING).expect("all", WAITING);
    }

    @Test
    void aDependentOnAnyFailsWithTheLastReplicaAndStartsWithTheFirstThatComesUp() {
        workers.declare(define("worker").replicas(2).restart(restart -> restart.max(0)),
                define("web").dependsOn(Dependency.onAny("worker")));
        assertThat(world.status("web").why()).isEqualTo("waiting for any replica of worker (2 starting)");
        world.exit("worker-0", 1).advance(Duration.ofMillis(100)).expect("worker-0", FAILED).expect("web", WAITING);
        assertThat(world.status("web").why()).isEqualTo("waiting for any replica of worker (1 failed, 1 starting)");
        world.exit("worker-1", 1).advance(Duration.ofMillis(100)).expect("web", FAILED);
        assertThat(world.status("web").why()).startsWith("no replica of worker can come up: worker-0 failed");

        world.start("worker-1");
        world.advance(SOON).advance(SOON).expect("worker-0", FAILED).expect("web", RUNNING);
    }

    @Test
    void aGroupThatIsNeededIsNotRemoved() {
        workers.declare(define("worker").replicas(2), define("web").dependsOn("worker")).advance(SOON);

        assertThat(failure(world.settled(workers.group().remove()))).hasMessage(
                "cannot remove process 'worker': it is needed by web; remove what depends on it first");
    }

    @Test
    void aReplicaDoesNotTakeTheIdOfAnotherGroup() {
        workers.declare(define("worker").replicas(1), define("worker-1").replicas(2)).advance(SOON);

        assertThat(failure(workers.scale(2))).hasMessage(
                "cannot scale process 'worker': there is another process with the id 'worker-1'");
        assertThat(world.commands.get("worker-1").replicas()).hasSize(2);
    }

    @Test
    void commandsOnTheGroupGoToAllReplicas() {
        workers.declare(define("worker").replicas(2)).advance(SOON);
        List<ProcessEvent> events = new ArrayList<>();
        workers.group().on(ProcessEvent.Stopped.class, events::add);

        world.settled(workers.group().stop());
        world.advance(World.LONG).expect("worker-0", STOPPED).expect("worker-1", STOPPED);

        world.settled(workers.group().restart());
        world.advance(SOON).expect("worker-0", RUNNING).expect("worker-1", RUNNING);
        assertThat(failure(workers.group().send("x"))).hasMessage(
                "cannot send to process 'worker': it has replicas; name one of them, such as 'worker-0'");
        assertThatThrownBy(() -> workers.group().runAndAwait()).isInstanceOf(ProcessException.class);
    }
}
