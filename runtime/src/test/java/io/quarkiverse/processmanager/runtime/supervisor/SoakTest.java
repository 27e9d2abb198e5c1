package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.Seeds;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Fake;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * 72 hours on virtual time: exits, slow and failing checks, stubborn processes, commands, waiting callers, reloads, and steps of
 * the wall clock as after a suspend. The test checks the invariants after each step of the loop, and that nothing grows.
 */
class SoakTest {

    private static final Duration TIME = Duration.ofHours(72);
    private static final List<String> IDS = List.of("cache", "db", "seed", "api", "web", "worker");
    private static final Duration RESET_AFTER = Duration.ofSeconds(10);

    private final World world = new World();
    private Random random;
    private final List<CompletableFuture<?>> waits = new ArrayList<>();
    /** By the monotonic clock: when each process was up, for how long until it was stopped, and its restarts in a row. */
    private final Map<String, Long> upSince = new HashMap<>();
    private final Map<String, Long> upFor = new HashMap<>();
    private final Map<String, Integer> inARow = new HashMap<>();

    @Test
    void nothingIsLostAndNothingGrowsInThreeDays() {
        Seeds.each(1, seed -> new SoakTest().soak(seed));
    }

    private void soak(long seed) {
        random = new Random(seed);
        world.keepsSteps = false;
        world.invariants(this::invariants);
        world.reconcile(definitions(0));
        long end = world.loop.now().plus(TIME).nanos();
        while (world.loop.now().nanos() - end < 0) {
            anything();
            world.advance(Duration.ofMillis(random.nextInt(300_000)));
            nothingGrows();
        }
        quiet();

        IDS.forEach(id -> assertThat(world.status(id).phase()).as(id + ": " + world.status(id).why())
                .isIn(ProcessPhase.RUNNING, ProcessPhase.COMPLETED));
        assertThat(waits).as("callers that wait").allMatch(CompletableFuture::isDone);
        world.settled(world.commands.stopAll());
        world.advance(World.LONG);
        IDS.forEach(id -> world.expect(id, ProcessPhase.STOPPED));
        assertThat(world.loop.pendingTimers()).as("timers at the end").isZero();
    }

    private void anything() {
        String id = IDS.get(random.nextInt(IDS.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> living(id).ifPresent(fake -> fake.exit(random.nextInt(3)));
            case 4 -> living(id).ifPresent(fake -> fake.exitLeaving(random.nextInt(2), 1 + random.nextInt(2)));
            case 5, 6 -> world.health(id, Verdicts.values()[random.nextInt(Verdicts.values().length)]);
            case 7 -> IDS.forEach(each -> world.health(each, Verdicts.GOOD));
            case 8 -> world.temper(id, Temper.values()[random.nextInt(Temper.values().length)]);
            case 9 -> IDS.forEach(each -> world.temper(each, Temper.WILLING));
            case 10, 11 -> reload();
            case 12, 13 -> world.loop.stepClock(Duration.ofSeconds(random.nextInt(86_400) - 20_000));
            case 14 -> command(id, world::start);
            case 15 -> command(id, world::restart);
            case 16 -> command(id, world::stop);
            case 17 -> command(id, any -> world.commands.get(id).stop(StopOptions.within(Duration.ofSeconds(3))));
            case 18 -> IDS.forEach(each -> command(each, world::start));
            default -> waitFor(id);
        }
        wakeSlowOnes();
        world.loop.settle();
    }

    /** A command gives the process, and what it starts, a fresh budget. */
    private void command(String id, Function<String, CompletionStage<ProcessStatus>> command) {
        inARow.clear();
        waits.add(command.apply(id).toCompletableFuture());
    }

    private void waitFor(String id) {
        Duration limit = Duration.ofMinutes(1 + random.nextInt(30));
        waits.add(world.commands.handleCommands().whenReady(id, Optional.of(limit)).toCompletableFuture());
    }

    private void reload() {
        world.detach();
        world.advance(Duration.ofMillis(random.nextInt(20_000)));
        world.attach();
        inARow.clear();
        world.reconcile(definitions(random.nextInt(3)));
    }

    private void wakeSlowOnes() {
        IDS.forEach(id -> living(id).filter(fake -> !fake.isAlive() && !fake.terminated && random.nextBoolean())
                .ifPresent(Fake::comeAlive));
    }

    private Optional<Fake> living(String id) {
        return world.runner.started(id).stream().filter(fake -> !fake.gone && !fake.hasExited()).reduce((a, b) -> b);
    }

    /** Ends what was killed without a report, and lets everything behave until each process is up. */
    private void quiet() {
        for (String id : IDS) {
            world.temper(id, Temper.WILLING);
            world.health(id, Verdicts.GOOD);
            world.runner.started(id).stream().filter(fake -> !fake.gone && (fake.killed || fake.terminated || fake.hasExited()))
                    .toList().forEach(Fake::end);
            living(id).filter(fake -> !fake.isAlive()).ifPresent(Fake::comeAlive);
        }
        world.advance(Duration.ofHours(1));
        IDS.forEach(world::start);
        world.advance(Duration.ofHours(1));
    }

    /** A crash soon after the start uses up the budget, whatever the wall clock does. */
    private void followBudget(ProcessEvent event) {
        long now = world.loop.now().nanos();
        if (event instanceof ProcessEvent.Running) {
            upSince.put(event.id(), now);
            upFor.remove(event.id());
        } else if (event instanceof ProcessEvent.Stopping) {
            upFor.put(event.id(), now - upSince.getOrDefault(event.id(), now));
        } else if (event instanceof ProcessEvent.Crashed crash) {
            long up = upFor.getOrDefault(event.id(), now - upSince.getOrDefault(event.id(), now));
            int expected = inARow.getOrDefault(event.id(), -1) + 1;
            if (crash.willRestart() && up < RESET_AFTER.toNanos() && expected > 0) {
                assertThat(crash.restartCount()).as("restarts in a row of " + event.id()).isEqualTo(expected);
            }
            inARow.put(event.id(), crash.restartCount());
            upSince.remove(event.id());
            upFor.remove(event.id());
        } else if (event instanceof ProcessEvent.Stopped || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.GaveUp) {
            inARow.remove(event.id());
        }
    }

    private void invariants() {
        world.events.forEach(this::followBudget);
        world.events.clear();
        for (String id : IDS) {
            int living = 0;
            for (Fake fake : world.runner.started(id)) {
                living += fake.gone ? 0 : 1;
            }
            assertThat(living).as("living incarnations of " + id).isLessThanOrEqualTo(1);
        }
        int limits = (int) waits.stream().filter(wait -> !wait.isDone()).count();
        assertThat(world.loop.pendingTimers()).as("timers").isBetween(WorldTimers.expected(world, IDS),
                WorldTimers.most(world, IDS) + limits);
    }

    private void nothingGrows() {
        waits.removeIf(CompletableFuture::isDone);
        assertThat(waits).as("callers that wait").hasSizeLessThan(200);
        world.runner.forgetGone();
        world.runner.measurements = 0;
        assertThat(world.loop.postedTasks()).isZero();
        for (String id : IDS) {
            ProcessHistory history = world.supervisor.snapshot().histories().get(id);
            assertThat(history.passages()).hasSizeLessThanOrEqualTo(100);
            assertThat(history.checks()).hasSizeLessThanOrEqualTo(50);
            assertThat(history.ends()).hasSizeLessThanOrEqualTo(20);
            SupervisedProcess process = world.supervisor.registry().find(id).orElseThrow();
            // A stop with a time limit waits for the end and for the limit.
            assertThat(process.waiters().count()).as("waiters of " + id).isLessThanOrEqualTo(2 * waits.size());
            assertThat(process.trace().steps()).hasSizeLessThan(100);
            assertThat(world.status(id).uptime(world.loop.now().time())).isGreaterThanOrEqualTo(Duration.ZERO);
        }
        assertThat(world.supervisor.snapshot().statuses()).hasSize(IDS.size());
    }

    private List<ProcessDefinition> definitions(int variant) {
        return List.of(
                define("cache").restart(restart -> restart.unlimited()).build(),
                define("db").health(check(OnUnhealthy.RESTART)).build(),
                define("seed").dependsOn("db").restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS)).build(),
                define("api").dependsOn("cache").dependsOn(Dependency.on("db", Dependency.Condition.STARTED))
                        .health(check(variant == 1 ? OnUnhealthy.NONE : OnUnhealthy.RESTART)).build(),
                define("web").dependsOn("api").waitTimeout(Duration.ofMinutes(10)).build(),
                define("worker").dependsOn("api").command("worker", variant == 2 ? "fast" : "slow").build());
    }
}
