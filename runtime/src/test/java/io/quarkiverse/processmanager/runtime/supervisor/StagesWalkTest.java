package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.command.ProcessCommand.When;
import io.quarkiverse.processmanager.runtime.Seeds;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Fake;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.FakeCommand;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * Every command of the API in any order, by one application after the other, on replicas, tasks and created processes. Several
 * commands can come before the loop handles the first of them, and stages complete late. Each stage of an application completes, at
 * the latest when the application has ended, and after the last stop nothing is left.
 */
class StagesWalkTest {

    private static final int APPLICATIONS = 3;
    private static final int STEPS = 150;
    private static final String GROUP = "web";
    private static final List<String> IDS = List.of("db", "seed", "job", "api", "late", "web-0", "web-1", "web-2", "web-3",
            "made",
            "helper");

    private final World world = new World();
    private Random random;
    private final Deque<Runnable> completions = new ArrayDeque<>();
    private final List<Pending> pending = new ArrayList<>();
    private ProcessManagerFacade application = newApplication();

    /** {@code waits}: the stage waits for what may never happen, so that only the end of the application completes it. */
    private record Pending(String command, boolean waits, CompletableFuture<?> stage) {
    }

    @Test
    void eachStageCompletesAndNothingIsLeft() {
        Seeds.each(12, seed -> new StagesWalkTest().walk(seed));
    }

    private void walk(long seed) {
        random = new Random(seed);
        world.keepsSteps = false;
        world.invariants(this::invariants);
        for (int number = 1; number <= APPLICATIONS; number++) {
            begin();
            for (int step = 0; step < STEPS; step++) {
                anything();
                if (random.nextInt(3) > 0) {
                    drain();
                    restingOnesAreNotAlive();
                }
            }
            if (number < APPLICATIONS) {
                end();
            }
        }
        quiet();
        allCompleted("a quiet time", false);
        close();

        allCompleted("the end", true);
        assertThat(living()).as("living processes").isEmpty();
        assertThat(world.commands.status().values()).as("phases").allMatch(status -> status.phase() == ProcessPhase.STOPPED);
        assertThat(world.supervisor.shutdowns().count()).as("shutdowns in progress").isZero();
        assertThat(world.supervisor.registry().all()).as("waiting callers").allMatch(process -> process.waiters().count() == 0);
        assertThat(world.supervisor.followers().areHeldBack()).as("a rolling restart in progress").isFalse();
        assertThat(world.loop.pendingTimers()).as("timers").isZero();
    }

    private ProcessManagerFacade newApplication() {
        return new ProcessManagerFacade(world.supervisor, completions::addLast, () -> true, new Listeners(world.runner),
                CreatedPorts.AS_DECLARED);
    }

    private void begin() {
        application = newApplication();
        world.attach();
        List<ProcessDefinition> definitions = definitions();
        world.supervisor.reconcile(Plan.of(definitions));
        if (random.nextBoolean()) {
            drain();
        }
        world.supervisor.reconcileRest(Plan.of(definitions));
        drain();
    }

    /** A live reload: commands can still come between the two steps of the end. */
    private void end() {
        application.applicationEnds();
        world.supervisor.applicationEnds();
        for (int step = random.nextInt(5); step > 0; step--) {
            anything();
        }
        application.applicationDetached();
        world.supervisor.detach();
        anything();
        drain();
        allCompleted("the end of the application", true);
    }

    /** The end of the JVM. */
    private void close() {
        if (random.nextBoolean()) {
            pending.add(new Pending("stop before the application", false, application.stopBeforeApp().toCompletableFuture()));
            for (int step = random.nextInt(20); step > 0; step--) {
                anything();
            }
        }
        pending.add(new Pending("close", false, application.close().toCompletableFuture()));
        world.advance(Duration.ofSeconds(random.nextInt(40)));
        behave();
        world.advance(World.LONG);
        drain();
    }

    private void drain() {
        world.loop.settle();
        while (!completions.isEmpty()) {
            completions.removeFirst().run();
            world.loop.settle();
        }
    }

    private void anything() {
        String id = IDS.get(random.nextInt(IDS.size()));
        switch (random.nextInt(5)) {
            case 0, 1 -> command(id, application.declared(id, false));
            case 2 -> command(GROUP, application.declared(GROUP, true));
            case 3 -> commandAll();
            default -> happen(id);
        }
    }

    private void command(String id, ManagedProcess process) {
        Duration limit = Duration.ofSeconds(random.nextInt(20));
        switch (random.nextInt(19)) {
            case 0, 1 -> stage("start " + id, process.start());
            case 2 -> stage("stop " + id, process.stop());
            case 3, 4 -> stage("restart " + id, process.restart());
            case 5 -> stage("stop in time " + id, process.stop(StopOptions.within(limit)));
            case 6 -> stage("stop without force " + id, process.stop(StopOptions.within(limit).withoutForce()));
            case 7 -> stage("run " + id, process.run("again"));
            case 8, 9 -> stage("scale " + id, process.scale(random.nextInt(5)));
            case 10 -> stage("remove " + id, process.remove());
            case 11 -> stage("signal " + id, process.signal("HUP"));
            case 12 -> stage("send to " + id, process.send("line"));
            case 13 -> wait("ready " + id, process.whenReady());
            case 14 -> wait("healthy " + id, process.whenHealthy());
            case 15 -> wait("exit of " + id, process.onExit());
            case 16 -> stage("ready in time " + id, application.handleCommands().whenReady(id, Optional.of(limit)));
            case 17 -> wait("command of " + id,
                    process.runCommand(random.nextBoolean() ? "backup" : "reset", Map.of()).result());
            default -> stage("cancel " + id, process.cancelCommand("backup"));
        }
    }

    private void commandAll() {
        Duration limit = Duration.ofSeconds(random.nextInt(20));
        switch (random.nextInt(9)) {
            case 0 -> stage("start all", application.startAll());
            case 1 -> stage("stop all", application.stopAll());
            case 2 -> stage("stop all in time", application.stopAll(StopOptions.within(limit)));
            case 3 -> stage("stop all without force", application.stopAll(StopOptions.within(limit).withoutForce()));
            case 4 -> stage("start tagged", application.startTagged("back"));
            case 5 -> stage("stop tagged", application.stopTagged("back"));
            case 6 -> stage("create", application.create(creation()));
            case 7 -> stage("create and start", application.start(List.of(creation(), creation())));
            default -> stage("remove", application.remove(random.nextBoolean() ? "made" : "helper"));
        }
    }

    private void happen(String id) {
        switch (random.nextInt(12)) {
            case 0, 1 -> living(id).ifPresent(fake -> fake.exit(random.nextInt(3)));
            case 2 -> living(id).ifPresent(fake -> fake.exitLeaving(random.nextInt(2), random.nextInt(3)));
            case 3 -> world.temper(id, Temper.values()[random.nextInt(Temper.values().length)]);
            case 4 -> world.health(id, Verdicts.values()[random.nextInt(3)]);
            case 5 -> living(id).filter(fake -> !fake.isAlive()).ifPresent(Fake::comeAlive);
            case 6 -> application.runOnSchedule("job");
            case 7 -> world.supervisor.filesChanged(id, "src/a has changed");
            case 8 -> world.supervisor.reconcileRest(Plan.of(definitions()));
            case 9 -> commands().stream().findAny().ifPresent(command -> command.exit(random.nextInt(2)));
            default -> world.advance(Duration.ofMillis(random.nextInt(20_000)));
        }
    }

    private void stage(String command, CompletionStage<?> stage) {
        pending.add(new Pending(command, false, stage.toCompletableFuture()));
    }

    private void wait(String command, CompletionStage<?> stage) {
        pending.add(new Pending(command, true, stage.toCompletableFuture()));
    }

    private void allCompleted(String when, boolean alsoWaits) {
        List<Pending> wanted = pending.stream().filter(one -> alsoWaits || !one.waits).toList();
        assertThat(wanted.stream().filter(one -> !one.stage.isDone()))
                .as("pending stages after %s; %s", when, world.commands.status().values()).isEmpty();
        for (Pending one : wanted) {
            Throwable error = one.stage.handle((value, failure) -> failure).join();
            assertThat(reason(error)).as("%s: %s", one.command, error).isNotEqualTo(Optional.of(Reason.INTERNAL));
        }
        pending.removeAll(wanted);
    }

    private static Optional<Reason> reason(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return Optional.ofNullable(cause).map(known -> ((ProcessException) known).reason());
    }

    /** Every process behaves, each task ends with success, and whatever is declared is up or has given up. */
    private void quiet() {
        behave();
        world.advance(Duration.ofHours(1));
        stage("start all at last", application.startAll());
        for (int run = 0; run < 5; run++) {
            drain();
            world.advance(Duration.ofHours(1));
            behave();
            List.of("seed", "job").forEach(task -> living(task).ifPresent(fake -> fake.exit(0)));
        }
        drain();
    }

    private void behave() {
        drain();
        commands().forEach(command -> command.exit(0));
        for (String id : IDS) {
            world.temper(id, Temper.WILLING);
            world.health(id, Verdicts.GOOD);
            world.runner.started(id).stream().filter(fake -> !fake.gone).toList().forEach(fake -> {
                if (fake.hasExited() || fake.terminated) {
                    fake.end();
                } else if (!fake.isAlive()) {
                    fake.comeAlive();
                }
                drain();
            });
        }
    }

    private List<FakeCommand> commands() {
        return world.runner.commands.stream().filter(command -> !command.exit().isDone()).toList();
    }

    private Optional<Fake> living(String id) {
        return world.runner.started(id).stream().filter(fake -> !fake.gone && !fake.hasExited()).reduce((a, b) -> b);
    }

    private Map<String, Long> living() {
        return IDS.stream().filter(id -> world.runner.living(id) > 0).collect(Collectors.toMap(id -> id, world.runner::living));
    }

    private void invariants() {
        for (String id : IDS) {
            assertThat(world.runner.living(id)).as("living incarnations of " + id).isLessThanOrEqualTo(1);
        }
        assertThat(world.loop.pendingTimers()).as("timers").isGreaterThanOrEqualTo(WorldTimers.expected(world, IDS));
    }

    private void restingOnesAreNotAlive() {
        Collection<SupervisedProcess> known = world.supervisor.registry().all();
        for (SupervisedProcess process : known) {
            ProcessPhase phase = process.state().phase();
            if (phase == ProcessPhase.STOPPED || phase == ProcessPhase.COMPLETED || phase == ProcessPhase.BACKOFF) {
                assertThat(world.runner.living(process.id()))
                        .as(() -> process.id() + " is " + phase + " by " + process.trace().steps()).isZero();
            }
        }
        assertThat(world.commands.status().keySet()).as("statuses")
                .containsExactlyInAnyOrderElementsOf(known.stream().map(SupervisedProcess::id).toList());
        IDS.stream().filter(id -> known.stream().noneMatch(process -> process.id().equals(id)))
                .forEach(id -> assertThat(world.runner.living(id)).as(id + ", which has been removed").isZero());
    }

    private ProcessDefinition creation() {
        boolean made = random.nextBoolean();
        var builder = define(made ? "made" : "helper").command("run", "v" + random.nextInt(2));
        if (!made && random.nextBoolean()) {
            builder.dependsOn("made");
        }
        return (random.nextBoolean() ? builder.keepOnReload() : builder).build();
    }

    private List<ProcessDefinition> definitions() {
        int variant = random.nextInt(3);
        return Replicas.expand(List.of(
                define("db").tags("back").health(check(OnUnhealthy.RESTART)).command("db", "v" + variant)
                        .command("backup", command -> command.command("dump"))
                        .command("reset", command -> command.command("wipe").when(When.STOPPED)).build(),
                define("seed").kind(ProcessKind.TASK).dependsOn("db").waitTimeout(Duration.ofMinutes(2)).build(),
                define("job").schedule(schedule -> schedule.every(Duration.ofMinutes(1)).overlap(Overlap.values()[variant]))
                        .build(),
                define("api").tags("back").dependsOn("db", "seed").watch("src").restart(restart -> restart.max(variant))
                        .build(),
                define(GROUP).replicas(1 + variant).dependsOn("db").health(check(OnUnhealthy.RESTART)).build(),
                define("late").dependsOn(GROUP).onDependencyRestart(OnDependencyRestart.RESTART)
                        .startPhase(StartPhase.AFTER_APP)
                        .build()));
    }
}
