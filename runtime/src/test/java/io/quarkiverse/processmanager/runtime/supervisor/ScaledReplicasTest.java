package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.Workers.failure;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.Seeds;

/** The number of replicas, which commands and reloads change. */
class ScaledReplicasTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();
    private final Workers workers = new Workers(world);

    @Test
    void scalingUpStartsTheNextIndexes() {
        workers.declare(define("db"), define("worker").replicas(1).dependsOn("db"), define("web").dependsOn("worker"))
                .advance(SOON)
                .advance(SOON).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = workers.scale(3);
        assertThat(scaled).isNotCompleted();
        world.advance(SOON);

        assertThat(scaled).isCompletedWithValueMatching(statuses -> statuses.keySet().equals(workers.group().replicas().stream()
                .map(ManagedProcess::id).collect(java.util.stream.Collectors.toSet())));
        assertThat(workers.ids()).containsExactly("worker-0", "worker-1", "worker-2");
        world.expect("worker-2", RUNNING);
        assertThat(world.runner.started("worker-0")).hasSize(1);
        assertThat(world.runner.started("web")).hasSize(1);
        assertThat(world.commands.get("web").waitsFor()).containsOnlyKeys("worker-0", "worker-1", "worker-2");
    }

    @Test
    void scalingDownStopsTheHighestIndexesAndLeavesNothing() {
        workers.declare(define("worker").replicas(4)).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = workers.scale(2);
        world.advance(World.LONG);

        assertThat(scaled).isCompleted();
        assertThat(workers.ids()).containsExactly("worker-0", "worker-1");
        assertThat(world.commands.status()).containsOnlyKeys("worker-0", "worker-1");
        assertThat(workers.living()).containsExactly("worker-0", "worker-1");
        assertThat(world.loop.pendingTimers()).isZero();
        assertThat(world.forgotten).containsOnlyKeys("worker-2", "worker-3");
    }

    @Test
    void scalingAStoppedGroupStartsNothing() {
        workers.declare(define("worker").replicas(1).autoStart(false)).advance(SOON);

        assertThat(workers.scale(2)).isCompleted();
        world.advance(SOON).expect("worker-1", STOPPED);

        world.settled(workers.group().start());
        world.advance(SOON).expect("worker-0", RUNNING).expect("worker-1", RUNNING);
    }

    @Test
    void aReloadKeepsTheNumberUnlessTheDeclaredOneHasChanged() {
        workers.declare(define("worker").replicas(2)).advance(SOON);
        workers.scale(4);
        world.advance(SOON).detach().attach();

        workers.declare(define("worker").replicas(2).tags("other")).advance(SOON);
        assertThat(workers.ids()).hasSize(4);
        assertThat(workers.group().replicas().get(3).definition().tags()).containsExactly("other");
        assertThat(world.runner.started("worker-3")).hasSize(1);

        workers.declare(define("worker").replicas(3)).advance(World.LONG);
        assertThat(workers.ids()).containsExactly("worker-0", "worker-1", "worker-2");
        assertThat(workers.living()).containsExactly("worker-0", "worker-1", "worker-2");
    }

    @Test
    void aReloadKeepsASmallerNumber() {
        workers.declare(define("worker").replicas(3)).advance(SOON);
        workers.scale(1);
        world.advance(World.LONG).detach().attach();

        workers.declare(define("worker").replicas(3)).advance(SOON);

        assertThat(workers.ids()).containsExactly("worker-0");
    }

    @Test
    void codeCreatesScalesAndRemovesReplicas() {
        world.settled(world.commands.start(define("worker").replicas(2).build()));
        world.advance(SOON);
        workers.scale(3);
        world.advance(SOON);
        assertThat(workers.ids()).hasSize(3);
        assertThat(workers.living()).containsExactly("worker-0", "worker-1", "worker-2");

        CompletionStage<Void> removed = world.settled(world.commands.remove("worker"));
        world.advance(World.LONG);
        assertThat(removed).isCompleted();
        assertThat(world.commands.find("worker")).isEmpty();
        assertThat(workers.living()).isEmpty();
    }

    @Test
    void aWrongScaleIsRefusedWithASentence() {
        workers.declare(define("worker").replicas(2), define("web"), define("worker-7")).advance(SOON);

        assertThat(failure(world.settled(world.commands.get("web").scale(2)))).hasMessage(
                "cannot scale process 'web': it has no replicas; write quarkus.processes.web.replicas=1");
        assertThat(failure(world.settled(world.commands.get("worker-1").scale(2)))).hasMessage(
                "cannot scale process 'worker-1': it is a replica of 'worker'; scale that process");
        assertThat(failure(workers.scale(0)))
                .hasMessage("cannot scale process 'worker': the number of replicas 0 is not between 1 and 1000");
        assertThat(failure(world.settled(workers.group().scale(8)))).hasMessage(
                "cannot scale process 'worker': there is another process with the id 'worker-7'")
                .extracting(one -> ((ProcessException) one).reason()).isEqualTo(Reason.EXISTS);
        assertThat(workers.ids()).hasSize(2);
    }

    @Test
    void aReplicaThatComesAgainWhileItStopsKeepsItsPorts() {
        world.temper("worker-1", FakeRunner.Temper.STUBBORN);
        workers.declare(define("worker").replicas(3)).advance(SOON);
        workers.scale(1);
        assertThat(world.released).isEmpty();
        workers.scale(2);
        world.advance(World.LONG);

        assertThat(workers.living()).containsExactly("worker-0", "worker-1");
        assertThat(world.released).containsExactly("worker-2");
    }

    @Test
    void theStateAfterAScaleThatFailsIsVisible() {
        workers.declare(define("worker").replicas(1).restart(restart -> restart.max(0))).advance(SOON);
        CompletionStage<Map<String, ProcessStatus>> scaled = workers.scale(2);
        world.exit("worker-1", 1).advance(World.LONG);

        assertThat(failure(scaled).processId()).isEqualTo("worker-1");
        world.expect("worker-0", RUNNING).expect("worker-1", FAILED);
        assertThat(workers.ids()).hasSize(2);
        assertThat(workers.scale(1)).satisfies(one -> world.advance(World.LONG));
        assertThat(world.released).containsExactly("worker-1");
    }

    @Test
    void aReloadDoesNotReplaceANewProcessByAReplicaThatACommandHasAdded() {
        workers.declare(define("worker").replicas(1)).advance(SOON);
        workers.scale(3);
        world.advance(SOON).detach().attach();

        workers.declare(define("worker").replicas(1), define("worker-1").tags("new"), define("web").dependsOn("worker"))
                .advance(World.LONG);

        assertThat(world.commands.get("worker-1").definition().replicaOf()).isEmpty();
        assertThat(world.commands.get("worker-1").definition().tags()).containsExactly("new");
        assertThat(workers.ids()).containsExactly("worker-0");
        world.expect("worker-1", RUNNING).expect("web", RUNNING);
    }

    @Test
    void oneReplicaIsNotRemovedAlone() {
        workers.declare(define("worker").replicas(2)).advance(SOON);

        assertThat(failure(world.settled(world.commands.remove("worker-0")))).hasMessage(
                "cannot remove process 'worker-0': it is a replica of 'worker'; scale that process, or remove it");
    }

    @Test
    void anyOrderOfScalesExitsAndReloadsLeavesTheLastNumber() {
        Seeds.each(20, seed -> new ScaledReplicasTest().walk(new Random(seed)));
    }

    private void walk(Random random) {
        ProcessDefinitionBuilder[] declared = { define("worker").replicas(3).restart(restart -> restart.unlimited()),
                define("any").dependsOn(Dependency.onAny("worker")), define("all").dependsOn("worker") };
        workers.declare(declared);
        int expected = 3;
        for (int step = 0; step < 150; step++) {
            List<String> ids = workers.ids();
            String id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> workers.scale(expected = 1 + random.nextInt(6));
                case 2 -> {
                    if (world.status(id).isAlive()) {
                        world.exit(id, random.nextInt(2));
                    }
                }
                case 3 -> {
                    world.detach().attach();
                    workers.declare(declared);
                }
                case 4 -> world.settled(workers.group().restart());
                case 5 -> world.stop(id);
                default -> world.advance(Duration.ofMillis(random.nextInt(5_000)));
            }
            assertThat(workers.ids()).hasSize(expected);
        }
        world.settled(world.commands.startAll());
        // A replica that has exited with 0 has completed; a start of all processes leaves it so.
        workers.group().replicas().forEach(ManagedProcess::start);
        world.advance(World.LONG);

        List<String> last = IntStream.range(0, expected).mapToObj(index -> "worker-" + index).toList();
        assertThat(workers.ids()).isEqualTo(last);
        assertThat(IntStream.range(0, 6).mapToObj(index -> "worker-" + index).filter(id -> world.runner.living(id) > 0))
                .isEqualTo(last);
        assertThat(world.commands.status()).hasSize(expected + 2).allSatisfy((id, status) -> assertThat(status.isReady())
                .as(status.toString()).isTrue());
        assertThat(world.commands.get("any").waitsFor().keySet()).containsExactlyElementsOf(last);
    }
}
