package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.KILLING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

/** What happens when the time limit of a stop of all processes expires. */
class ShutdownTest {

    private static final Duration UP = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LAST_GRACE = Duration.ofSeconds(4);
    private static final Duration KILLS = Duration.ofSeconds(1);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final World world = new World();

    @Test
    void theStatusOfAStopHasTheTimeOfTheKill() {
        world.temper("db", Temper.STUBBORN).reconcile(define("db").stop(stop -> stop.timeout(Duration.ofSeconds(8))))
                .advance(UP);

        world.stop("db");
        world.advance(Duration.ofSeconds(2)).expect("db", STOPPING);

        assertThat(world.status("db").until()).hasValue(world.loop.now().time().plusSeconds(6));
    }

    @Test
    void aKillOfAllIgnoresTheOrderAndTheGracePeriods() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN).temper("own", Temper.STUBBORN);
        world.reconcile(define("db"), slow("api").dependsOn("db"), define("own").detached(true),
                define("late").dependsOn("api"))
                .advance(UP);
        CompletionStage<Void> closed = world.settled(world.commands.close());

        world.supervisor.killAttached();
        world.advance(Duration.ZERO).expect("api", STOPPED).expect("db", STOPPED).expect("late", STOPPED);

        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(world.process("own").killed).isFalse();
        assertThat(world.process("own").terminated).isFalse();
    }

    @Test
    void aDatabaseBelowStubbornDependentsGetsALastGracePeriod() {
        world.temper("a", Temper.STUBBORN).temper("b", Temper.STUBBORN).temper("c", Temper.STUBBORN)
                .temper("db", Temper.STUBBORN);
        world.reconcile(define("db"), define("c").dependsOn("db"), define("b").dependsOn("c"), define("a").dependsOn("b"))
                .advance(UP);
        limit(TIMEOUT.minusSeconds(1));

        CompletionStage<Map<String, ProcessStatus>> stopped = world.settled(world.commands.stopAll());
        world.advance(TIMEOUT.minusSeconds(1).minusMillis(1));
        assertThat(world.process("db").terminated).isFalse();

        world.advance(Duration.ofMillis(1));
        assertThat(world.process("c").killed).as("it has had nine seconds").isTrue();
        world.expect("c", STOPPED).expect("db", STOPPING);
        assertThat(world.process("db").terminated).isTrue();

        world.advance(LAST_GRACE.minusMillis(1));
        assertThat(world.process("db").killed).isFalse();
        world.advance(Duration.ofMillis(1)).expect("db", STOPPED);
        assertThat(stopped.toCompletableFuture()).isCompleted();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aDatabaseThatStopsInItsLastGracePeriodIsNotKilled() {
        world.temper("api", Temper.STUBBORN).reconcile(define("db"), slow("api").dependsOn("db")).advance(UP);
        limit(TIMEOUT);

        world.settled(world.commands.stopAll());
        world.advance(TIMEOUT).expect("api", STOPPED).expect("db", STOPPED);

        assertThat(world.process("db").killed).isFalse();
        assertThat(killed()).containsExactly("api");
    }

    @Test
    void oneThatCouldNotBeKilledBeforeTakesNoTime() {
        world.temper("db", Temper.IMMORTAL).reconcile(define("db")).advance(UP);
        world.restart("db");
        world.advance(Duration.ofMinutes(1)).expect("db", ProcessPhase.FAILED);

        CompletionStage<Map<String, ProcessStatus>> stopped = world.settled(world.commands.stopAll());

        assertThat(stopped.toCompletableFuture()).isCompleted();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aKilledDependentIsGoneBeforeTheStopSignalOfItsDependency() {
        world.temper("api", Temper.UNHEARD_OF).reconcile(define("db"), slow("api").dependsOn("db")).advance(UP);
        limit(TIMEOUT);

        world.settled(world.commands.stopAll());
        world.advance(TIMEOUT).expect("api", KILLING);
        assertThat(world.process("db").terminated).isFalse();

        world.exit("api", 137).expect("api", STOPPED).expect("db", STOPPED);
    }

    @Test
    void aKillWithoutEffectDelaysTheOthersByASecond() {
        world.temper("api", Temper.UNHEARD_OF).reconcile(define("db"), slow("api").dependsOn("db")).advance(UP);
        limit(TIMEOUT);

        world.settled(world.commands.stopAll());
        world.advance(TIMEOUT.plus(KILLS)).expect("api", KILLING).expect("db", STOPPED);

        assertThat(world.process("db").killed).isFalse();
    }

    @Test
    void aProcessThatWasJustAskedKeepsTheLastGracePeriod() {
        world.temper("api", Temper.STUBBORN).temper("worker", Temper.STUBBORN);
        world.reconcile(slow("db"), slow("worker"), slow("api").dependsOn("worker")).advance(UP);
        limit(TIMEOUT);
        world.settled(world.commands.stopAll());
        world.advance(TIMEOUT.minusSeconds(1));
        world.process("api").exit(0);
        world.loop.settle();
        world.expect("worker", STOPPING);

        world.advance(LAST_GRACE.minusMillis(1)).expect("worker", STOPPING);
        assertThat(world.process("worker").graces).as("the rest of its tree receives the signal earlier").hasSize(2)
                .last().isEqualTo(LAST_GRACE.minusSeconds(1));

        world.advance(Duration.ofMillis(1)).expect("worker", STOPPED);
        assertThat(killed()).containsExactly("worker");
        assertThat(world.events(ProcessEvent.Killing.class).get(0).after()).isEqualTo(LAST_GRACE);
    }

    @Test
    void aShorterGracePeriodOfAProcessApplies() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN);
        world.reconcile(define("db").stop(stop -> stop.timeout(Duration.ofSeconds(1))), slow("api").dependsOn("db"))
                .advance(UP);
        limit(TIMEOUT);

        world.settled(world.commands.stopAll());
        world.advance(TIMEOUT.plusSeconds(1));

        world.expect("db", STOPPED);
    }

    @Test
    void aStopWithAShortTimeLimitEndsSoon() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN);
        world.reconcile(define("db"), define("api").dependsOn("db")).advance(UP);

        world.settled(world.commands.stopAll(StopOptions.within(Duration.ofSeconds(2))));

        world.advance(Duration.ofSeconds(2)).expect("api", STOPPED).expect("db", STOPPING);
        world.advance(Duration.ofSeconds(2)).expect("db", STOPPED);
    }

    @Test
    void aStopWithoutTimeKillsAtOnce() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN);
        world.reconcile(define("db"), define("api").dependsOn("db")).advance(UP);

        world.settled(world.commands.stopAll(StopOptions.within(Duration.ZERO)));
        world.advance(Duration.ZERO).expect("api", STOPPED).expect("db", STOPPED);
    }

    @Test
    void theWorstShutdownIsBounded() {
        for (Temper worst : List.of(Temper.STUBBORN, Temper.IMMORTAL, Temper.UNHEARD_OF)) {
            World other = new World();
            List<ProcessDefinitionBuilder> chain = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ProcessDefinitionBuilder next = define("p" + i).stop(stop -> stop.timeout(Duration.ofSeconds(7)));
                chain.add(i == 0 ? next : next.dependsOn("p" + (i - 1)));
                other.temper("p" + i, worst);
            }
            other.reconcile(chain.toArray(ProcessDefinitionBuilder[]::new)).advance(Duration.ofMinutes(1));
            other.commands.shutdownLimits(new ShutdownLimits(Optional.of(TIMEOUT), LAST_GRACE));

            CompletionStage<Void> closed = other.settled(other.commands.close());
            other.advance(other.commands.longestShutdown().plus(KILLS).plus(KILL_TIMEOUT));

            assertThat(closed.toCompletableFuture()).as(worst.name()).isDone();
            assertThat(other.runner.started("p0").get(0).terminated).isTrue();
            assertThat(other.loop.pendingTimers()).as(worst.name()).isZero();
        }
    }

    @Test
    void withoutASettingTheTimeIsThatOfTheLongestGracePeriod() {
        world.temper("api", Temper.STUBBORN).temper("node", Temper.STUBBORN);
        world.reconcile(define("node").stop(stop -> stop.timeout(Duration.ofMinutes(1))), define("api").dependsOn("node"))
                .advance(UP);

        world.settled(world.commands.stopAll());
        world.advance(Duration.ofSeconds(59)).expect("node", STOPPING);

        assertThat(world.process("node").killed).isFalse();
        world.advance(Duration.ofSeconds(1)).expect("node", STOPPED);
        assertThat(world.process("node").killed).isTrue();
    }

    @Test
    void aRemovalKeepsItsOrderWhenTheApplicationEnds() {
        world.temper("api", Temper.STUBBORN).reconcile(define("db"), define("api").dependsOn("db"), define("web")).advance(UP);
        world.reconcile(define("web")).expect("api", STOPPING);

        world.settled(world.commands.close());

        world.expect("web", STOPPED);
        assertThat(world.process("db").terminated).isFalse();
        world.exit("api", 0);
        assertThat(world.process("db").terminated).isTrue();
    }

    @Test
    void aKillIsAnEventThatNamesWhatIsAlive() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(UP);

        world.stop("a");
        world.advance(Duration.ofSeconds(10)).expect("a", STOPPED);

        assertThat(world.events(ProcessEvent.Killing.class)).singleElement().satisfies(killing -> {
            assertThat(killing.id()).isEqualTo("a");
            assertThat(killing.after()).isEqualTo(Duration.ofSeconds(10));
            assertThat(killing.left()).singleElement().asString().endsWith(" sleep");
        });
    }

    @Test
    void aLaterStopHasTheWholeGracePeriodAgain() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN);
        world.reconcile(define("db"), define("api").dependsOn("db")).advance(UP);
        world.settled(world.commands.stopAll(StopOptions.within(Duration.ofSeconds(1))));
        world.advance(TIMEOUT).expect("db", STOPPED);

        world.start("db");
        world.advance(UP);
        Instant asked = world.loop.now().time();
        world.stop("db");
        world.advance(World.LONG);

        assertThat(world.events(ProcessEvent.Killing.class)).last()
                .satisfies(killing -> assertThat(killing.time()).isEqualTo(asked.plusSeconds(10)));
    }

    @Test
    void whatStartsAfterTheApplicationStopsWhileTheOthersRun() {
        world.temper("ui", Temper.STUBBORN);
        accepts(define("db"), afterApp("ui").dependsOn("db"), define("probe").dependsOn("ui"),
                afterApp("own").detached(true));

        CompletionStage<Void> stopped = world.settled(world.commands.stopBeforeApp());
        world.expect("probe", STOPPED).expect("ui", STOPPING);
        assertThat(stopped.toCompletableFuture()).isNotDone();
        world.advance(Duration.ofSeconds(10)).expect("ui", STOPPED);

        assertThat(stopped.toCompletableFuture()).isCompleted();
        assertThat(world.process("db").terminated).isFalse();
        assertThat(world.process("own").terminated).isFalse();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void nothingStartsWhatHasEndedBeforeTheApplication() {
        accepts(define("db"), afterApp("ui").dependsOn("db").watch("src/**"),
                define("report").kind(ProcessKind.TASK).schedule(schedule -> schedule.every(Duration.ofMinutes(1)))
                        .dependsOn("ui"));
        world.settled(world.commands.stopBeforeApp());
        world.advance(UP).expect("ui", STOPPED).expect("report", STOPPED);

        List<CompletionStage<?>> refused = List.of(world.start("ui"), world.restart("ui"),
                world.settled(world.commands.get("report").run()), world.settled(world.commands.get("ui").whenReady()));
        world.commands.runOnSchedule("report");
        world.supervisor.filesChanged("ui", "src/a has changed");
        world.settled(world.commands.startAll());
        world.restart("db");
        world.advance(World.LONG).expect("ui", STOPPED).expect("report", STOPPED).expect("db", ProcessPhase.RUNNING);

        assertThat(refused).allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isCompletedExceptionally()
                .failsWithin(Duration.ZERO).withThrowableOfType(ExecutionException.class)
                .withMessageContaining("the application is ending"));
        assertThat(world.runner.started("ui")).hasSize(1);
        assertThat(world.runner.started("report")).isEmpty();
        world.settled(world.commands.close());
        world.advance(UP).expect("db", STOPPED);
    }

    /** The shutdown would stop the process no more if the start took it out. */
    @Test
    void aStartDuringTheStopBeforeTheApplicationEndsNoStop() {
        world.temper("ui", Temper.STUBBORN);
        accepts(define("db"), afterApp("ui").dependsOn("db"));
        CompletionStage<Void> stopped = world.settled(world.commands.stopBeforeApp());

        world.start("ui");
        world.advance(World.LONG).expect("ui", STOPPED);

        assertThat(stopped.toCompletableFuture()).isCompleted();
    }

    /** In dev mode the engine outlives the application. */
    @Test
    void theNextApplicationStartsWhatHasEndedBeforeTheLast() {
        accepts(define("db"), afterApp("ui").dependsOn("db"));
        world.settled(world.commands.stopBeforeApp());
        world.advance(UP).detach().attach();

        world.start("ui");
        world.advance(UP).expect("ui", ProcessPhase.RUNNING);
    }

    @Test
    void theOthersHaveWhatIsLeftOfTheTimeLimit() {
        world.temper("api", Temper.STUBBORN).temper("db", Temper.STUBBORN);
        accepts(define("db"), slow("api").dependsOn("db"));
        limit(Duration.ofSeconds(8));
        world.settled(world.commands.stopBeforeApp());

        world.settled(world.commands.close(Duration.ofSeconds(6)));
        world.advance(Duration.ofSeconds(2).minusMillis(1));
        assertThat(world.process("db").terminated).isFalse();
        world.advance(Duration.ofMillis(1));
        world.advance(LAST_GRACE).expect("api", STOPPED);

        assertThat(world.process("db").terminated).isTrue();
    }

    @Test
    void aTimeLimitThatIsUsedUpLeavesTheLastGracePeriod() {
        world.temper("db", Temper.STUBBORN);
        accepts(define("db"));
        limit(TIMEOUT);

        world.settled(world.commands.close(TIMEOUT.plusSeconds(1)));
        world.advance(LAST_GRACE.minusMillis(1)).expect("db", STOPPING);
        world.advance(Duration.ofMillis(1)).expect("db", STOPPED);
    }

    private void accepts(ProcessDefinitionBuilder... builders) {
        world.reconcile(builders);
        world.settled(world.supervisor
                .reconcileRest(Plan.of(Stream.of(builders).map(ProcessDefinitionBuilder::build).toList())));
        world.advance(UP);
    }

    private static ProcessDefinitionBuilder afterApp(String id) {
        return define(id).startPhase(StartPhase.AFTER_APP);
    }

    private void limit(Duration timeout) {
        world.commands.shutdownLimits(new ShutdownLimits(Optional.of(timeout), LAST_GRACE));
    }

    /** A process with a grace period that is longer than the time limit. */
    private static ProcessDefinitionBuilder slow(String id) {
        return define(id).stop(stop -> stop.timeout(Duration.ofMinutes(1)));
    }

    private List<String> killed() {
        return world.events(ProcessEvent.Killing.class).stream().map(ProcessEvent::id).toList();
    }
}
