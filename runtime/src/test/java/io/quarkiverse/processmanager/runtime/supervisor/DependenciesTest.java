package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

class DependenciesTest {

    private final World world = new World();

    @Test
    void aDiamondStartsFromTheBottom() {
        world.health("db", Verdicts.BAD).reconcile(checked("db"), define("left").dependsOn("db"),
                define("right").dependsOn("db"), define("top").dependsOn("left", "right"));
        world.expect("left", WAITING).expect("right", WAITING).expect("top", WAITING);

        world.health("db", Verdicts.GOOD).advance(Duration.ofMillis(500));

        world.expect("db", RUNNING).expect("left", STARTING).expect("right", STARTING).expect("top", WAITING);
        world.advance(Duration.ofSeconds(1)).expect("top", STARTING);
    }

    @Test
    void theWhyOfOneThatWaitsNamesEachDependencyWithItsPhase() {
        world.health("db", Verdicts.BAD).reconcile(checked("db"), define("migrate"),
                define("api").dependsOn("db").dependsOn(Dependency.on("migrate", Condition.COMPLETED)));

        assertThat(world.status("api").why()).isEqualTo("waiting for db (starting), migrate (running)");
        assertThat(world.events(ProcessEvent.Waiting.class)).last()
                .satisfies(event -> assertThat(event.waitingFor()).containsExactly("db (starting)", "migrate (running)"));
    }

    @Test
    void aConditionOfItsOwnBeatsTheDefault() {
        world.health("db", Verdicts.BAD).reconcile(checked("db"),
                define("api").dependsOn(Dependency.on("db", Condition.STARTED)));

        world.expect("db", STARTING).expect("api", STARTING);
    }

    @Test
    void startedMeansThatTheSystemHasStartedIt() {
        world.temper("db", Temper.SLOW_TO_START).reconcile(define("db"),
                define("api").dependsOn(Dependency.on("db", Condition.STARTED)));
        world.expect("api", WAITING);

        world.process("db").comeAlive();
        world.loop.settle();

        world.expect("api", STARTING);
    }

    /** The loop can be busy from the start to the exit. */
    @Test
    void startedIsMetByAProcessThatExitsAtOnce() {
        world.temper("db", Temper.SLOW_TO_START).reconcile(
                define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn(Dependency.on("db", Condition.STARTED)));

        world.process("db").comeAlive();
        world.process("db").exit(1);
        world.loop.settle();

        world.expect("db", FAILED).expect("api", STARTING);
    }

    /** On a busy machine the exit is reported long after it, because the rest of the tree is counted first. */
    @Test
    void aProcessIsNotUpWhenItHasExitedWithinItsStartupWindow() {
        world.reconcile(define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn("db"));
        world.process("db").exitsUnreported = true;

        world.advance(Duration.ofSeconds(5)).expect("db", STARTING).expect("api", WAITING);

        world.exit("db", 1).expect("db", FAILED).expect("api", FAILED);
    }

    @Test
    void aOneShotMustEndWithSuccessFirst() {
        world.reconcile(define("seed"), define("api").dependsOn(Dependency.on("seed", Condition.COMPLETED)));
        world.advance(Duration.ofSeconds(5)).expect("seed", RUNNING).expect("api", WAITING);

        world.exit("seed", 0);

        world.expect("seed", COMPLETED).expect("api", STARTING);
    }

    @Test
    void exitedIsMetByAnyExitCode() {
        world.reconcile(define("good"), define("bad").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn("good", Condition.EXITED).dependsOn("bad", Condition.EXITED));
        world.advance(Duration.ofSeconds(5)).exit("good", 0).expect("api", WAITING);

        world.exit("bad", 3);

        world.expect("bad", FAILED).expect("api", STARTING);
        assertThat(world.status("bad").failure()).contains(Reason.EXITED);
    }

    @Test
    void exitedWaitsWhileThereAreRestartsLeft() {
        world.reconcile(define("job").restart(restart -> restart.max(1)),
                define("api").dependsOn("job", Condition.EXITED));

        world.exit("job", 3).expect("job", BACKOFF).expect("api", WAITING);
        world.advance(Duration.ofSeconds(1)).exit("job", 3);

        world.expect("job", FAILED).expect("api", STARTING);
    }

    @Test
    void exitedWaitsAfterAStopByHand() {
        world.reconcile(define("job"), define("api").dependsOn("job", Condition.EXITED));

        world.stop("job");

        world.expect("job", STOPPED).advance(World.LONG).expect("api", WAITING);
    }

    @Test
    void oneThatCannotBeStartedHasNotExited() {
        world.temper("job", Temper.UNSTARTABLE).reconcile(define("job"), define("api").dependsOn("job", Condition.EXITED))
                .advance(World.LONG).expect("api", FAILED);
        assertThat(world.status("api").why()).startsWith("job failed: ").contains("command not found: nothing");

        world.temper("job", Temper.WILLING);
        world.start("job");
        world.expect("api", WAITING).exit("job", 0);

        world.expect("api", STARTING);
    }

    @Test
    void oneThatFailedBecauseOfADependencyHasNotExited() {
        world.reconcile(define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("job").dependsOn("db"), define("api").dependsOn("job", Condition.EXITED));

        world.exit("db", 1);

        world.expect("job", FAILED).expect("api", FAILED);
    }

    @Test
    void oneThatMayBeAbsentIsIgnoredThenAndCountsOtherwise() {
        world.reconcile(define("api").dependsOn(Dependency.ifPresent("cache", Condition.HEALTHY))).expect("api", STARTING);

        world.health("cache", Verdicts.BAD).reconcile(checked("cache"),
                define("api").dependsOn(Dependency.ifPresent("cache", Condition.HEALTHY)),
                define("web").dependsOn(Dependency.ifPresent("cache")));

        world.expect("web", WAITING);
        assertThat(world.status("web").why()).isEqualTo("waiting for cache (starting)");
    }

    @Test
    void oneThatWaitsStartsWhenADependencyThatMayBeAbsentIsRemoved() {
        world.health("cache", Verdicts.BAD).reconcile(List.of());
        world.create(checked("cache"));
        world.start("cache");
        world.create(define("api").dependsOn(Dependency.ifPresent("cache")));
        world.start("api");
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("cache"))).expect("web", WAITING);

        world.settled(world.commands.remove("cache"));

        world.expect("web", STARTING);
    }

    @Test
    void oneThatFailedStartsWhenADependencyThatMayBeAbsentIsRemoved() {
        world.temper("cache", Temper.UNSTARTABLE).create(define("cache"));
        world.start("cache");
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("cache"))).advance(World.LONG).expect("web", FAILED);

        world.settled(world.commands.remove("cache"));

        world.advance(Duration.ofSeconds(5)).expect("web", RUNNING);
    }

    @Test
    void aFailureGoesUpTheWholeTreeWithTheSentence() {
        world.reconcile(define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn("db"),
                define("web").dependsOn("api"));

        world.exit("db", 4);

        world.expect("api", FAILED).expect("web", FAILED);
        assertThat(world.status("api").why()).startsWith("db failed: exited with 4 after");
        assertThat(world.status("web").why()).startsWith("api failed: db failed: exited with 4 after");
    }

    @Test
    void whileADependencyHasRestartsLeftItsDependentsWait() {
        world.reconcile(define("db"), define("api").dependsOn("db"));

        world.exit("db", 1);

        world.expect("db", BACKOFF).expect("api", WAITING);
        assertThat(world.status("api").why()).isEqualTo("waiting for db (backoff)");
    }

    @Test
    void thoseThatFailedBecauseOfADependencyStartWhenItComesUp() {
        world.reconcile(define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                define("api").dependsOn("db"),
                define("web").dependsOn("api"));
        world.exit("db", 1).expect("web", FAILED);

        world.start("db");
        world.advance(Duration.ofSeconds(5));

        world.expect("db", RUNNING).expect("api", RUNNING).expect("web", RUNNING);
    }

    @Test
    void oneThatFailedByItselfIsNotRevivedByItsDependency() {
        world.reconcile(define("db"),
                define("api").dependsOn("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)))
                .advance(Duration.ofSeconds(3));
        world.exit("api", 1).expect("api", FAILED);

        world.restart("db");
        world.advance(World.LONG);

        world.expect("db", RUNNING).expect("api", FAILED);
    }

    @Test
    void aRestartOfADependencyLeavesItsDependentsAlone() {
        world.reconcile(define("db"), define("api").dependsOn("db")).advance(Duration.ofSeconds(3));

        world.restart("db");
        world.advance(Duration.ofSeconds(3));

        assertThat(world.runner.started("db")).hasSize(2);
        assertThat(world.runner.started("api")).hasSize(1);
    }

    @Test
    void aRestartOfADependencyRestartsThoseThatAskForIt() {
        world.reconcile(define("db"),
                define("seed").dependsOn("db").onDependencyRestart(StartPolicy.OnDependencyRestart.RESTART),
                define("api").dependsOn("db").onDependencyRestart(StartPolicy.OnDependencyRestart.RESTART))
                .advance(Duration.ofMillis(1500));
        world.exit("seed", 0).advance(Duration.ofSeconds(3)).expect("seed", COMPLETED).expect("api", RUNNING);

        world.exit("db", 1).advance(Duration.ofSeconds(5));

        assertThat(world.runner.started("seed")).hasSize(2);
        assertThat(world.runner.started("api")).hasSize(2);
        world.expect("api", RUNNING);
    }

    @Test
    void startByHandForcesOneThatWaits() {
        world.health("db", Verdicts.BAD).reconcile(checked("db"), define("api").dependsOn("db")).expect("api", WAITING);

        world.start("api");

        world.expect("api", STARTING);
    }

    @Test
    void startByHandAlsoStartsWhatItDependsOn() {
        world.reconcile(define("db"), define("api").dependsOn("db")).advance(Duration.ofSeconds(3));
        world.stop("api");
        world.stop("db");

        world.start("api");
        world.advance(Duration.ofSeconds(3));

        world.expect("db", RUNNING).expect("api", RUNNING);
    }

    @Test
    void aStartWhileAllAreStoppingAlsoKeepsWhatItDependsOn() {
        world.temper("web", Temper.STUBBORN).reconcile(define("disk"), define("db").dependsOn("disk"),
                define("api").dependsOn("db"), define("web").dependsOn("api")).advance(Duration.ofSeconds(10));
        world.settled(world.commands.stopAll());
        world.expect("web", STOPPING).expect("api", RUNNING).expect("db", RUNNING);

        CompletionStage<ProcessStatus> start = world.start("api");
        world.advance(World.LONG);

        assertThat(start).isCompleted();
        world.expect("web", STOPPED).expect("api", RUNNING).expect("db", RUNNING).expect("disk", RUNNING);
        assertThat(world.runner.started("disk")).hasSize(1);
    }

    @Test
    void aStartWhileWhatItDependsOnIsStoppingStartsThatAgain() {
        world.temper("db", Temper.STUBBORN).reconcile(define("db"), define("api").dependsOn("db"))
                .advance(Duration.ofSeconds(5));
        world.settled(world.commands.stopAll());
        world.expect("api", STOPPED).expect("db", STOPPING);

        CompletionStage<ProcessStatus> start = world.start("api");
        world.advance(World.LONG);

        assertThat(start).isCompleted();
        world.expect("db", RUNNING).expect("api", RUNNING);
    }

    @Test
    void oneBadProcessAbortsNobodyElse() {
        world.temper("bad", Temper.UNSTARTABLE).reconcile(define("bad"), define("good")).advance(World.LONG);

        world.expect("bad", FAILED).expect("good", RUNNING);
        assertThat(world.status("bad").why()).isEqualTo("command not found: nothing; it starts when the file exists");
    }

    @Test
    void allStopInReverseOrderAndAtOnceWhereTheGraphAllows() {
        world.temper("left", Temper.STUBBORN).reconcile(define("db"), define("left").dependsOn("db"),
                define("right").dependsOn("db"), define("top").dependsOn("left", "right")).advance(Duration.ofSeconds(5));

        world.commands.stopAll();
        world.loop.settle();

        world.expect("top", STOPPED).expect("right", STOPPED).expect("db", RUNNING);
        world.advance(Duration.ofSeconds(10));
        List.of("top", "right", "left", "db").forEach(id -> world.expect(id, STOPPED));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStopsOfAllAtOnceAreAsFastAsOne() {
        world.temper("api", Temper.STUBBORN).reconcile(define("db"), define("api").dependsOn("db"))
                .advance(Duration.ofSeconds(5));

        for (int stop = 0; stop < 100; stop++) {
            world.settled(world.commands.stopAll());
        }
        world.advance(World.LONG);

        world.expect("api", STOPPED).expect("db", STOPPED);
    }

    private static ProcessDefinitionBuilder checked(String id) {
        return define(id).health(check(OnUnhealthy.NONE));
    }
}
