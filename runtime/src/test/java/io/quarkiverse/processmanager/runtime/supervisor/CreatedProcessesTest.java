package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class CreatedProcessesTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();

    @Test
    void aCreatedOneIsKnownAndNotStarted() {
        assertThat(world.create(define("a"))).isCompleted();

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.started("a")).isEmpty();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aDefinitionThatNoBuilderHasMadeIsRefused() {
        ProcessDefinition foreign = (ProcessDefinition) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { ProcessDefinition.class },
                (proxy, method, args) -> method.getName().equals("id") ? "a" : null);

        assertThat(failure(world.settled(world.commands.create(foreign)))).extracting(ProcessException::reason)
                .isEqualTo(Reason.INVALID);
        assertThat(failure(world.settled(world.commands.start(foreign)))).extracting(ProcessException::reason)
                .isEqualTo(Reason.INVALID);
        assertThat(world.commands.find("a")).isEmpty();
    }

    @Test
    void theSameAgainIsTheSame() {
        world.create(define("a"));
        world.start("a");
        world.advance(SOON);

        assertThat(world.create(define("a"))).isCompleted();

        world.expect("a", RUNNING);
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void anotherDefinitionUnderALivingIdIsRefused() {
        world.reconcile(define("db")).create(define("a"));

        assertThat(failure(world.create(define("a").port(80)))).extracting(ProcessException::reason).isEqualTo(Reason.EXISTS);
        assertThat(failure(world.create(define("db").port(80)))).hasMessage(
                "cannot create process 'db': there is one with this id and another definition; remove it first");
    }

    @Test
    void oneThatDependsOnNobodyKnownIsRefused() {
        world.reconcile(define("database"));

        ProcessException refusal = failure(world.create(define("a").dependsOn("databse")));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal).hasMessage("cannot create process 'a': Missing dependency: there is no process 'databse'; "
                + "known: a, database; did you mean 'database'?");
        assertThat(world.commands.find("a")).isEmpty();
    }

    @Test
    void severalAreCreatedAndStartedTogetherInTheirOrder() {
        world.reconcile(define("db"));
        world.stop("db");

        CompletionStage<Map<String, ProcessStatus>> up = world.settled(world.commands.start(
                define("web").dependsOn("api").build(), define("api").dependsOn("db").build()));

        world.expect("web", WAITING).expect("api", WAITING).expect("db", ProcessPhase.STARTING);
        assertThat(up).isNotCompleted();
        world.advance(Duration.ofSeconds(5));
        assertThat(up).isCompletedWithValueMatching(statuses -> List.copyOf(statuses.keySet()).equals(List.of("web", "api"))
                && statuses.values().stream().allMatch(ProcessStatus::isReady));
    }

    @Test
    void ifOneOfSeveralCannotBeCreatedNothingIsStarted() {
        world.reconcile(define("db"));
        world.stop("db");

        CompletionStage<Map<String, ProcessStatus>> up = world.settled(world.commands.start(
                define("good").build(), define("db").port(80).build()));

        assertThat(failure(up).reason()).isEqualTo(Reason.EXISTS);
        assertThat(world.commands.status()).containsOnlyKeys("db");
        world.expect("db", STOPPED);
    }

    @Test
    void aStartOfNobodyIsDoneAtOnce() {
        assertThat(world.commands.start()).isCompletedWithValue(Map.of());
    }

    @Test
    void theyLiveAsLongAsTheApplication() {
        world.reconcile(define("db")).create(define("a").dependsOn("db"), define("b").dependsOn("a"));
        world.temper("b", Temper.STUBBORN).start("b");
        world.advance(Duration.ofSeconds(5));

        world.detach();

        assertThat(world.process("a").terminated).as("while b is still ending").isFalse();
        world.advance(Duration.ofSeconds(11));
        assertThat(world.commands.status()).containsOnlyKeys("db");
        assertThat(world.runner.living("a") + world.runner.living("b")).isZero();
        world.attach().expect("db", RUNNING);
    }

    @Test
    void theNextApplicationFindsNoneOfThemRunning() {
        world.create(define("a"), define("b").dependsOn("a"));
        world.temper("b", Temper.STUBBORN).start("b");
        world.advance(Duration.ofSeconds(5)).expect("a", RUNNING).expect("b", RUNNING);

        world.detach().attach();
        world.create(define("a"), define("b").dependsOn("a"));

        assertThat(world.process("a").terminated).as("while b is still ending").isFalse();
        world.advance(World.LONG).expect("a", STOPPED).expect("b", STOPPED);
    }

    @Test
    void oneThatIsKeptLivesOnAndIsFoundByTheNextApplication() {
        world.create(define("a").keepOnReload());
        world.start("a");
        world.advance(SOON);
        ProcessStatus before = world.status("a");

        world.detach().attach().reconcile();
        assertThat(world.create(define("a").keepOnReload())).isCompleted();

        assertThat(world.status("a")).isEqualTo(before);
    }

    @Test
    void oneThatIsKeptBecomesWhatTheNextApplicationSays() {
        world.create(define("a").keepOnReload());
        world.start("a");
        world.advance(SOON).detach().attach().reconcile();

        assertThat(world.create(define("a").command("run", "differently").keepOnReload())).isCompleted();

        world.advance(SOON).expect("a", RUNNING);
        assertThat(world.process("a").launch.command().words()).containsExactly("run", "differently");
        assertThat(failure(world.create(define("a").keepOnReload())).reason()).isEqualTo(Reason.EXISTS);
    }

    @Test
    void oneThatIsKeptIsStoppedWhenWhatItNeedsIsGone() {
        world.reconcile(define("db")).create(define("a").dependsOn("db").keepOnReload());
        world.start("a");
        world.advance(SOON).detach().attach();

        CompletionStage<List<Problem>> dropped = world.settled(world.supervisor.reconcile(Plan.EMPTY));

        assertThat(dropped.toCompletableFuture().join()).singleElement().satisfies(problem -> {
            assertThat(problem.processId()).isEqualTo("a");
            assertThat(problem.message()).startsWith("Missing dependency: there is no process 'db'");
        });
        assertThat(world.commands.status()).isEmpty();
        assertThat(world.runner.living("a") + world.runner.living("db")).isZero();
    }

    @Test
    void aDeclaredOneWins() {
        world.create(define("a").keepOnReload());
        world.detach().attach();

        world.reconcile(define("a").command("run", "as declared")).advance(SOON).expect("a", RUNNING);

        assertThat(world.process("a").launch.command().words()).containsExactly("run", "as declared");
        world.detach().advance(SOON).expect("a", RUNNING);
    }

    @Test
    void withoutAnApplicationNobodyCreatesAnything() {
        world.detach();

        assertThat(failure(world.create(define("a"))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void oneThatOutlivesTheApplicationMustBeDeclared() {
        assertThat(failure(world.create(define("a").detached(true)))).hasMessageStartingWith(
                "cannot create process 'a': detached is only for declared processes");
    }

    @Test
    void whetherItRunsIsDecidedByTheCodeThatCreatesIt() {
        ProcessException refusal = failure(world.create(define("a").modes(Mode.TEST)));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal).hasMessage("cannot create process 'a': modes is only for declared processes: code that creates one "
                + "says by itself when it runs");
        assertThat(world.commands.find("a")).isEmpty();
    }

    @Test
    void itContributesNoConfiguration() {
        ProcessException refusal = failure(world.create(define("a").config("quarkus.redis.hosts", "x").config("z", "y")));

        assertThat(refusal)
                .hasMessage("cannot create process 'a': config.\"quarkus.redis.hosts\" is only for declared processes: "
                        + "the application has read its configuration before its code can create a process");
    }

    @Test
    void oneThatGoesWithTheApplicationLetsGoOfItsCheckAtOnce() {
        world.create(define("a").health(check(OnUnhealthy.NONE)));
        world.temper("a", Temper.IMMORTAL).start("a");
        world.advance(SOON);

        world.detach();

        assertThat(world.supervisor.registry().find("a").orElseThrow().state().definition().healthCheck()).isEmpty();
        assertThat(world.supervisor.registry().find("a").orElseThrow().state().incarnation().orElseThrow().prober()).isEmpty();
    }

    @Test
    void theApplicationThatGoesGetsAllItsStagesBack() {
        world.temper("a", Temper.SLOW_TO_START).create(define("a").keepOnReload());
        CompletionStage<ProcessStatus> start = world.start("a");
        CompletionStage<ProcessStatus> ready = world.settled(world.commands.get("a").whenReady());
        CompletionStage<?> exit = world.settled(world.commands.get("a").onExit());

        world.detach();

        assertThat(List.of(failure(start), failure(ready), failure(exit))).extracting(ProcessException::reason)
                .containsOnly(Reason.CLOSED);
    }

    @Test
    void aRemovedOneIsStoppedAndForgottenWhenTheStageSaysSo() {
        world.temper("a", Temper.STUBBORN).create(define("a"));
        world.start("a");
        world.advance(SOON);

        CompletionStage<Void> removed = world.settled(world.commands.remove("a"));

        assertThat(world.commands.find("a")).isEmpty();
        assertThat(removed).isNotCompleted();
        world.advance(Duration.ofSeconds(10));
        assertThat(removed).isCompleted();
        assertThat(world.commands.status()).isEmpty();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void theApplicationHearsTheLastOfOneBeforeItLetsGoOfIt() {
        world.create(define("a"));
        world.start("a");
        world.advance(SOON);
        assertThat(world.forgotten).isEmpty();

        world.settled(world.commands.remove("a"));

        assertThat(world.forgotten).containsEntry("a", world.events.size());
        assertThat(world.events.get(world.events.size() - 1)).isInstanceOf(ProcessEvent.Stopped.class);
    }

    @Test
    void whatOthersNeedIsNotRemoved() {
        world.create(define("a"), define("b").dependsOn("a"), define("c").dependsOn("a"));

        ProcessException refusal = failure(world.settled(world.commands.remove("a")));

        assertThat(refusal.reason()).isEqualTo(Reason.HAS_DEPENDENTS);
        assertThat(refusal).hasMessage(
                "cannot remove process 'a': it is needed by b, c; remove what depends on it first");
        assertThat(world.commands.find("a")).isPresent();
    }

    @Test
    void aRemovalOfARemovedOneIsNoErrorButOneOfAnUnknownOneIs() {
        world.create(define("a"));
        var handle = world.commands.get("a");

        assertThat(world.settled(handle.remove())).isCompleted();

        assertThat(world.settled(handle.remove())).isCompleted();
        assertThat(failure(world.settled(world.commands.remove("a"))).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void oneThatIsBeingRemovedCannotBeStartedButCreatedAgain() {
        world.temper("a", Temper.STUBBORN).create(define("a"));
        var handle = world.commands.get("a");
        world.start("a");
        world.advance(SOON);
        CompletionStage<Void> removed = world.settled(handle.remove());

        assertThat(failure(world.settled(handle.start())).reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(world.create(define("a"))).isCompleted();
        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(removed).isCompleted();
    }

    @Test
    void aStopWhileSeveralComeUpIsTheLastWord() {
        CompletionStage<?> up = world.commands.start(define("a").build(), define("b").dependsOn("a").build());
        CompletionStage<?> stopped = world.commands.stopAll();
        world.advance(World.LONG).expect("a", STOPPED).expect("b", STOPPED);

        assertThat(failure(up).reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(stopped).isCompleted();
    }

    @Test
    void aRemovedDeclaredOneComesBackWithTheNextReload() {
        world.reconcile(define("a")).advance(SOON);
        world.settled(world.commands.remove("a"));
        assertThat(world.commands.status()).isEmpty();

        world.detach().attach().reconcile(define("a")).advance(SOON);

        world.expect("a", RUNNING);
    }

    @Test
    void aStopOfAllWithoutForceKillsNobodyAndNamesWhoIsAlive() {
        World stubborn = new World();
        stubborn.temper("a", Temper.STUBBORN).reconcile(define("a"), define("b")).advance(SOON);

        CompletionStage<?> stop = stubborn.commands.stopAll(StopOptions.within(Duration.ofSeconds(3)).withoutForce());
        stubborn.advance(Duration.ofSeconds(4));

        assertThat(failure(stop).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(stop)).hasMessage("cannot stop all processes: still alive after 3.0 s: a");
        assertThat(stubborn.process("a").killed).isFalse();
        stubborn.expect("a", STOPPING).advance(World.LONG).expect("a", STOPPED);
    }

    @Test
    void aStopOfAllWithForceKillsWhatIsLeft() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(SOON);

        CompletionStage<?> stop = world.commands.stopAll(StopOptions.within(Duration.ofSeconds(3)));
        world.advance(Duration.ofSeconds(4));

        assertThat(stop).isCompleted();
        assertThat(world.process("a").killed).isTrue();
    }

    @Test
    void aStopWithForceKillsAfterItsTime() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(SOON);

        CompletionStage<?> stop = world.commands.get("a").stop(StopOptions.within(Duration.ofSeconds(3)));
        world.advance(Duration.ofSeconds(2)).expect("a", STOPPING);
        world.advance(Duration.ofSeconds(2));

        assertThat(stop).isCompleted();
        assertThat(world.process("a").killed).isTrue();
        world.expect("a", STOPPED);
    }

    @Test
    void aStopWithoutAnyTimeKillsAtOnce() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(SOON);

        CompletionStage<?> stop = world.commands.get("a").stop(StopOptions.within(Duration.ZERO));
        world.advance(Duration.ofMillis(1));

        assertThat(stop).isCompleted();
        assertThat(world.process("a").killed).isTrue();
    }

    @Test
    void aStopWithoutForceTellsThatItTakesLongerAndGoesOn() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(SOON);

        CompletionStage<?> stop = world.commands.get("a").stop(StopOptions.within(Duration.ofSeconds(3)).withoutForce());
        world.advance(Duration.ofSeconds(4));

        assertThat(failure(stop)).hasMessage("cannot stop process 'a': it is still alive after 3.0 s");
        assertThat(failure(stop).reason()).isEqualTo(Reason.TIMEOUT);
        world.expect("a", STOPPING).advance(World.LONG).expect("a", STOPPED);
    }

    @Test
    void aStopThatIsDoneLeavesNoTimer() {
        world.reconcile(define("a")).advance(SOON);

        CompletionStage<?> stop = world.commands.get("a").stop(StopOptions.within(World.LONG));
        world.advance(Duration.ofSeconds(1));
        world.start("a");
        world.advance(World.LONG.multipliedBy(2));

        assertThat(stop).isCompleted();
        world.expect("a", RUNNING);
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void theStartOfOneThatCanDoWithoutAnotherDoesNotEndTheRemovalOfThatOne() {
        world.temper("db", Temper.STUBBORN).reconcile().create(define("db"),
                define("x").dependsOn(Dependency.ifPresent("db")));
        world.start("db");
        world.advance(SOON);
        CompletionStage<Void> removed = world.settled(world.commands.remove("db"));

        world.start("x");
        world.advance(World.LONG).expect("x", RUNNING);

        assertThat(removed).isCompleted();
        assertThat(world.commands.status()).containsOnlyKeys("x");
        assertThat(world.runner.started("db")).hasSize(1);
    }

    private static ProcessException failure(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join());
        return (ProcessException) thrown.getCause();
    }
}
