package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/** The cost of a step depends on what it changes, not on the number of processes. */
class CostOfAStepTest {

    private static final int FEW = 10;
    private static final int MANY = 1_000;

    @Test
    void aReplacementCostsTheSameBesideManyProcesses() {
        Consumer<World> replacement = world -> {
            world.exit("p3", 1).advance(Duration.ofSeconds(2));
            world.expect("p3", ProcessPhase.RUNNING);
        };

        assertThat(visits(running(MANY), replacement)).isEqualTo(visits(running(FEW), replacement));
    }

    /** The system layer reports both right after each other, and each step wakes threads. */
    @Test
    void theExitAndTheEndOfTheTreeTakeOneStep() {
        World world = running(1);

        world.process("p0").exit(1);

        assertThat(world.loop.waiting()).isEqualTo(1);
        world.advance(Duration.ofSeconds(2)).expect("p0", ProcessPhase.RUNNING);
    }

    /** The exit, the pause of no time, the wait for dependencies, the start, and the process that the system has started. */
    @Test
    void aReplacementMakesAStatusForEachPhase() {
        World world = started(List.of(define("p0").restart(restart -> restart.delay(Duration.ZERO)).build()));
        long before = made(world);

        world.exit("p0", 1).advance(Duration.ZERO);

        world.expect("p0", ProcessPhase.STARTING);
        assertThat(world.commands.status().get("p0").pid()).isPresent();
        assertThat(made(world) - before).isLessThanOrEqualTo(5);
    }

    /** The command, the start, and the process that the system has started. */
    @Test
    void aStartMakesAStatusForEachPhase() {
        World world = running(FEW);
        world.stop("p3");
        long before = made(world);

        world.start("p3");

        world.expect("p3", ProcessPhase.STARTING);
        assertThat(world.commands.status().get("p3").pid()).isPresent();
        assertThat(made(world) - before).isLessThanOrEqualTo(4);
    }

    @Test
    void commandsCostTheSameBesideManyProcesses() {
        Consumer<World> commands = world -> {
            world.stop("p3");
            world.start("p3");
            world.restart("p3");
            world.commands.get("p3").whenReady();
            world.advance(Duration.ofSeconds(2)).expect("p3", ProcessPhase.RUNNING);
        };

        assertThat(visits(running(MANY), commands)).isEqualTo(visits(running(FEW), commands));
    }

    @Test
    void onlyTheProcessesThatWaitForAnotherAreEvaluatedWithIt() {
        Consumer<World> dependency = world -> {
            world.stop("db");
            world.stop("api");
            world.commands.get("api").start();
            world.loop.settle();
            world.advance(Duration.ofSeconds(2)).expect("api", ProcessPhase.RUNNING);
        };

        assertThat(visits(withDependents(MANY), dependency)).isEqualTo(visits(withDependents(FEW), dependency));
    }

    @Test
    void aStopOfAllVisitsEachProcessAFewTimes() {
        Consumer<World> stop = world -> {
            world.commands.stopAll();
            world.advance(Duration.ofSeconds(2)).expect("p3", ProcessPhase.STOPPED);
        };

        assertThat(visits(running(MANY), stop)).isLessThanOrEqualTo(visits(running(FEW), stop) * MANY / FEW);
    }

    @Test
    void aStopOfAChainVisitsEachProcessAFewTimes() {
        Consumer<World> stop = world -> {
            world.commands.stopAll();
            world.advance(Duration.ofSeconds(2)).expect("p0", ProcessPhase.STOPPED);
        };

        // The ends of the chain need fewer visits, which count more in a short chain.
        assertThat(visits(chain(MANY), stop)).isLessThanOrEqualTo(visits(chain(FEW), stop) * 11 / 10 * MANY / FEW);
    }

    @Test
    void aRemovalOfAllVisitsEachProcessAFewTimes() {
        Consumer<World> remove = world -> {
            world.reconcile(List.of());
            world.advance(Duration.ofSeconds(2));
            assertThat(world.commands.status()).isEmpty();
        };

        assertThat(visits(running(MANY), remove)).isLessThanOrEqualTo(visits(running(FEW), remove) * MANY / FEW);
    }

    @Test
    void theStepsThatAreThereAreOnePublication() {
        World world = running(MANY);
        int before = world.changes;

        for (int index = 0; index < MANY; index++) {
            world.process("p" + index).exit(1);
        }
        world.loop.settle();

        assertThat(world.changes - before).isEqualTo(1);
        assertThat(world.commands.status().values()).extracting(ProcessStatus::phase).containsOnly(ProcessPhase.BACKOFF);
    }

    @Test
    void aStepWithoutAChangePublishesNothing() {
        World world = running(FEW);
        Snapshot before = world.supervisor.snapshot();
        int changes = world.changes;

        world.start("p3");
        world.commands.get("p3").whenReady();
        world.loop.settle();

        assertThat(world.supervisor.snapshot()).isSameAs(before);
        assertThat(world.changes).isEqualTo(changes);
    }

    /** The results differ in their times only, and no status changes. */
    @Test
    void repeatedChecksOfASecondHaveOneSnapshot() {
        World world = started(IntStream.range(0, FEW).mapToObj(index -> define("p" + index)
                .health(check(OnUnhealthy.NONE).andThen(health -> health.interval(Duration.ofSeconds(1)))).build()).toList());
        int changes = world.changes;

        world.advance(Duration.ofSeconds(60));

        assertThat(world.changes - changes).isBetween(30, 60);
        assertThat(world.commands.get("p3").history().checks()).hasSize(50).last()
                .satisfies(check -> assertThat(check.time()).isAfter(world.loop.now().time().minusSeconds(3)));
    }

    /** Neither the process nor its dependents are evaluated, because nothing waits for metrics. */
    @Test
    void aMeasurementEvaluatesNothing() {
        World world = withDependents(FEW);

        long visits = visits(world, measured -> {
            measured.supervisor.measure();
            measured.loop.settle();
        });

        // One to find those that run, and one for each result.
        assertThat(visits).isEqualTo(2 * (FEW + 2));
        assertThat(world.commands.status().get("db").metrics()).isPresent();
    }

    @Test
    void aSnapshotHasTheStatusesOfTheOneBeforeExceptThoseThatHaveChanged() {
        World world = running(MANY);
        Snapshot before = world.supervisor.snapshot();

        world.stop("p3");

        Snapshot.Changes changes = world.supervisor.snapshot().since(before);
        assertThat(changes.changed()).containsOnlyKeys("p3");
        assertThat(changes.removed()).isEmpty();
    }

    private static long visits(World world, Consumer<World> action) {
        long before = world.supervisor.registry().visits();
        action.accept(world);
        return world.supervisor.registry().visits() - before;
    }

    private static long made(World world) {
        return world.supervisor.context().published().made();
    }

    private static World running(int count) {
        return started(IntStream.range(0, count).mapToObj(index -> define("p" + index).build()).toList());
    }

    /** All depend on {@code db}, and run. */
    private static World withDependents(int count) {
        List<ProcessDefinition> definitions = new ArrayList<>(
                List.of(define("db").build(), define("api").dependsOn("db").build()));
        IntStream.range(0, count).forEach(index -> definitions.add(define("p" + index).dependsOn("db").build()));
        return started(definitions);
    }

    private static World chain(int count) {
        List<ProcessDefinition> definitions = new ArrayList<>(List.of(define("p0").build()));
        IntStream.range(1, count)
                .forEach(index -> definitions.add(define("p" + index).dependsOn("p" + (index - 1)).build()));
        return started(definitions);
    }

    private static World started(List<ProcessDefinition> definitions) {
        World world = new World();
        world.keepsSteps = false;
        world.reconcile(definitions);
        world.advance(Duration.ofHours(1));
        assertThat(world.commands.status().values()).extracting(ProcessStatus::phase).containsOnly(ProcessPhase.RUNNING);
        return world;
    }
}
