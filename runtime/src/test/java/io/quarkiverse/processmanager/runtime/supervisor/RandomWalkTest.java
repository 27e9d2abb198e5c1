package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.Seeds;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Fake;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;

/**
 * Anything may happen to any process in any order. A step that the lifecycle does not declare throws. The test checks the
 * invariants after each step and, at the end, after a long quiet time in which every process behaves.
 */
class RandomWalkTest {

    private static final int STEPS = 400;
    /** Its left-over processes run on after its root process has exited. */
    private static final String KEEPER = "cache";
    private static final List<String> IDS = List.of("cache", "db", "fetch", "seed", "api", "web", "worker");

    private World world;
    private Random random;
    private Creations creations;
    private boolean attached;
    private final Map<String, Goal> lastCommand = new TreeMap<>();

    @Test
    void nothingIllegalHappensAndEachProcessHonoursTheLastCommand() {
        Seeds.each(20, seed -> new RandomWalkTest().walk(seed));
    }

    private void walk(long seed) {
        random = new Random(seed);
        world = new World();
        creations = new Creations(world, random);
        attached = true;
        world.invariants(this::invariants);
        world.reconcile(definitions(0));
        IDS.forEach(id -> lastCommand.put(id, Goal.UP));

        for (int step = 0; step < STEPS; step++) {
            anything();
            world.loop.settle();
            nothingIsLeftToEvaluate();
        }
        quiet();
        nothingIsLeftToEvaluate();

        assertThat(world.commands.status()).containsOnlyKeys(lastCommand.keySet());
        everybodyEver().filter(id -> !lastCommand.containsKey(id)).forEach(
                id -> assertThat(world.runner.living(id)).as(id + ", which is not there any more").isZero());
        lastCommand.keySet().forEach(this::honoursItsLastCommand);
    }

    /** The ends of the steps have evaluated what waits for a change, and have left out only what waits for none. */
    private void nothingIsLeftToEvaluate() {
        Snapshot before = world.supervisor.snapshot();
        int events = world.events.size();
        world.supervisor.post(() -> world.supervisor.registry().all()
                .forEach(process -> world.supervisor.context().touch(process.id())));
        world.loop.settle();
        assertThat(world.supervisor.snapshot()).as("the snapshot after an evaluation of all processes").isSameAs(before);
        assertThat(world.events).as("the events after an evaluation of all processes").hasSize(events);
    }

    private void anything() {
        String id = List.copyOf(lastCommand.keySet()).get(random.nextInt(lastCommand.size()));
        switch (random.nextInt(19)) {
            case 0 -> command(id, Goal.UP, () -> world.start(id));
            case 1 -> command(id, Goal.DOWN, () -> world.stop(id));
            case 2 -> command(id, Goal.UP, () -> world.restart(id));
            case 3, 4 -> living(id).ifPresent(fake -> fake.exit(random.nextInt(2)));
            case 5 -> living(id).ifPresent(fake -> fake.exitLeaving(random.nextInt(2), random.nextInt(3)));
            case 6 -> world.temper(id, Temper.values()[random.nextInt(Temper.values().length)]);
            case 7 -> world.health(id, Verdicts.values()[random.nextInt(3)]);
            case 8 -> toggleAttached();
            case 9 -> reconcile();
            case 10 -> living(id).ifPresent(this::wake);
            case 11 -> everybody();
            case 12, 13 -> creations.create(attached).ifPresent(created -> lastCommand.put(created, Goal.DOWN));
            case 14 -> remove(id);
            case 15 -> reload();
            case 16 -> toggleProduct();
            default -> world.advance(Duration.ofMillis(random.nextInt(20_000)));
        }
    }

    /** What the task creates comes and goes. */
    private void toggleProduct() {
        if (!world.runner.products.remove("fetch")) {
            world.runner.products.add("fetch");
        }
    }

    private void command(String id, Goal goal, Runnable command) {
        command.run();
        if (goal == Goal.UP) {
            // Starting a process starts what it depends on.
            lastCommand.replaceAll((other, before) -> goalOf(other));
        }
        lastCommand.put(id, goal);
    }

    private void everybody() {
        boolean up = random.nextBoolean();
        if (up) {
            world.commands.startAll();
        } else {
            world.commands.stopAll();
        }
        world.advance(Duration.ofMinutes(2));
        lastCommand.replaceAll((id, before) -> goalOf(id));
        if (!up) {
            assertThat(lastCommand.values()).as("after a stop of all").containsOnly(Goal.DOWN);
        }
    }

    private void remove(String id) {
        if (!IDS.contains(id) && creations.remove(id)) {
            lastCommand.remove(id);
        }
    }

    private void toggleAttached() {
        attached = !attached;
        if (attached) {
            world.attach();
        } else {
            world.detach();
            creations.applicationGoes();
            lastCommand.keySet().removeIf(id -> !IDS.contains(id) && !creations.present().contains(id));
        }
    }

    /** As the application does it: the next one comes with its plan, at once or after a while. */
    private void reload() {
        if (attached) {
            toggleAttached();
        }
        if (random.nextBoolean()) {
            world.advance(Duration.ofMillis(random.nextInt(2_000)));
        }
        toggleAttached();
        reconcile();
    }

    private void reconcile() {
        Map<String, Goal> before = goals();
        world.reconcile(definitions(random.nextInt(3)));
        assertThat(goals()).as("goals after a reload").isEqualTo(before);
    }

    private Map<String, Goal> goals() {
        return lastCommand.keySet().stream().collect(Collectors.toMap(id -> id, this::goalOf));
    }

    private Goal goalOf(String id) {
        return world.supervisor.registry().find(id).orElseThrow().state().goal();
    }

    private static Stream<String> everybodyEver() {
        return Stream.concat(IDS.stream(), Creations.IDS.stream());
    }

    private Optional<Fake> living(String id) {
        return world.runner.started(id).stream().filter(fake -> !fake.gone && !fake.hasExited()).reduce((a, b) -> b);
    }

    private void wake(Fake fake) {
        if (!fake.isAlive()) {
            fake.comeAlive();
        }
    }

    private void quiet() {
        if (!attached) {
            toggleAttached();
        }
        everybodyEver().forEach(id -> {
            world.temper(id, Temper.WILLING);
            world.health(id, Verdicts.GOOD);
            world.runner.started(id).stream().filter(fake -> !fake.gone).toList().forEach(this::behave);
        });
        world.advance(Duration.ofHours(1));
    }

    /** Ends what was asked to end and could not; brings alive what was slow. */
    private void behave(Fake fake) {
        if (fake.hasExited() || fake.terminated) {
            fake.end();
        } else {
            wake(fake);
        }
        world.loop.settle();
    }

    private void honoursItsLastCommand(String id) {
        ProcessStatus status = world.status(id);
        String story = id + " " + status.phase() + ": " + status.why();

        if (lastCommand.get(id) == Goal.DOWN) {
            assertThat(status.phase()).as(story).isEqualTo(ProcessPhase.STOPPED);
            assertThat(world.runner.living(id)).as(story).isZero();
        } else {
            assertThat(status.phase()).as(story).isIn(ProcessPhase.RUNNING, ProcessPhase.COMPLETED, ProcessPhase.FAILED,
                    ProcessPhase.WAITING);
            if (status.phase() == ProcessPhase.WAITING) {
                assertThat(story).as("somebody keeps it from starting").containsAnyOf("(stopped)", "(failed)", "(waiting)",
                        "(running)");
            }
        }
    }

    private void invariants() {
        // What the keeper leaves may live beside its next incarnation.
        everybodyEver().forEach(id -> assertThat(world.runner.started(id).stream()
                .filter(fake -> !fake.gone && !(id.equals(KEEPER) && fake.hasExited())).count())
                .as("living incarnations of " + id).isLessThanOrEqualTo(1));
        List<String> ids = everybodyEver().toList();
        int expected = WorldTimers.expected(world, ids);
        // A stop of all has one until its time is over.
        assertThat(world.loop.pendingTimers()).as("timers").isBetween(expected, WorldTimers.most(world, ids));
    }

    private List<ProcessDefinition> definitions(int variant) {
        List<ProcessDefinition> definitions = new ArrayList<>();
        definitions.add(define("db").health(check(OnUnhealthy.RESTART)).command("db", "v" + variant).build());
        definitions.add(define(KEEPER).leftovers(StopPolicy.Leftovers.KEEP).build());
        definitions.add(define("fetch").creates(Path.of("fetched")).dependsOn("db")
                .onDependencyRestart(OnDependencyRestart.RESTART).restart(restart -> restart.max(variant)).build());
        definitions.add(define("seed").dependsOn("db").waitTimeout(Duration.ofSeconds(30))
                .onDependencyRestart(OnDependencyRestart.RESTART).build());
        definitions.add(define("api").dependsOn("cache").dependsOn(Dependency.on("seed", Dependency.Condition.COMPLETED))
                .health(check(variant == 1 ? OnUnhealthy.NONE : OnUnhealthy.RESTART)).build());
        definitions.add(define("web").kind(ProcessKind.SERVICE).dependsOn("api", "fetch").waitTimeout(Duration.ofSeconds(30))
                .onDependencyRestart(OnDependencyRestart.RESTART).build());
        definitions.add(define("worker").dependsOn(Dependency.on("db", Dependency.Condition.STARTED)).dependsOn("api")
                .command("worker", variant == 2 ? "fast" : "slow").build());
        return definitions;
    }
}
