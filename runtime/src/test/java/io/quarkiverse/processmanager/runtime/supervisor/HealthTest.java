package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

class HealthTest {

    private final World world = new World();

    @Test
    void aFirstSuccessEndsTheStart() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(5)).expect("a", STARTING);
        assertThat(world.status("a").why()).isEqualTo("waiting for its first successful check: it refuses");
        assertThat(world.status("a").health()).isEqualTo(Health.UNKNOWN);

        world.health("a", Verdicts.GOOD).advance(Duration.ofMillis(250));

        world.expect("a", RUNNING);
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        assertThat(world.events(ProcessEvent.Healthy.class)).singleElement()
                .satisfies(event -> assertThat(event.recovered()).isFalse());
    }

    @Test
    void theAnswerOfAnotherProcessIsNoFirstSuccess() {
        world.runner.portConflict = Optional.of("port 80 is answered by pid 7 (x), which is not of this process");
        world.reconcile(define("a").port(80).health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(5))
                .expect("a", STARTING);
        assertThat(world.status("a").why())
                .isEqualTo("waiting for its first successful check: port 80 is answered by pid 7 (x), "
                        + "which is not of this process");

        world.runner.portConflict = Optional.empty();
        world.advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        world.runner.portConflict = Optional.of("never asked for after the first success");
        world.advance(Duration.ofSeconds(100)).expect("a", RUNNING);
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aFailedCheckNamesThePortOnWhichTheProcessListensInstead() {
        world.runner.listening = Set.of(5173);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(3000).health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        assertThat(world.runner.listeningQuestions).isZero();

        world.advance(Duration.ofSeconds(4)).expect("a", STARTING);

        assertThat(world.status("a").why()).isEqualTo(
                "waiting for its first successful check: it refuses; so far the process listens on port 5173, not on 3000");
        assertThat(world.runner.listeningQuestions).isLessThan(4);
    }

    @Test
    void aProcessThatNeverListensIsSearchedLessAndLessOften() {
        world.health("a", Verdicts.BAD).reconcile(define("a").port(3000).health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofMinutes(1));
        assertThat(world.runner.listeningQuestions).as("every 2 s at first, every 15 s in the end").isBetween(10, 16);

        world.runner.listening = Set.of(5173);
        world.advance(Duration.ofSeconds(20));
        assertThat(world.status("a").why()).endsWith("so far the process listens on port 5173, not on 3000");
    }

    @Test
    void aSearchForPortsThatCannotBeginDoesNotEndTheChecks() {
        world.runner.listeningFailure = Optional.of(new OutOfMemoryError("unable to create native thread"));
        world.health("a", Verdicts.BAD).reconcile(define("a").port(3000).health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(5)).expect("a", STARTING);
        assertThat(world.status("a").why()).isEqualTo("waiting for its first successful check: it refuses");

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
    }

    @Test
    void aProcessThatListensOnItsPortsIsNotSearchedAfterItsFirstSuccess() {
        world.runner.listening = Set.of(3000, 9229);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(3000).health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(5));
        assertThat(world.status("a").why()).isEqualTo("waiting for its first successful check: it refuses");

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
        int questions = world.runner.listeningQuestions;
        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(60));

        assertThat(world.runner.listeningQuestions).isEqualTo(questions);
    }

    @Test
    void theHoldersOfThePortsAreDeterminedOnceForACheckAndNotAfterTheFirstSuccess() {
        world.runner.ownPorts = Set.of(80);
        world.reconcile(define("a").port(80).health(check(OnUnhealthy.NONE))).advance(Duration.ofMillis(1))
                .expect("a", RUNNING);
        assertThat(world.runner.portQuestions).isEqualTo(1);

        world.advance(Duration.ofSeconds(100));

        assertThat(world.checks.get("a")).isGreaterThan(5);
        assertThat(world.runner.portQuestions).isEqualTo(1);
        assertThat(world.lastCheck.ports().listensOn(80).toCompletableFuture()).isCompletedWithValue(true);
        assertThat(world.lastCheck.ports().listensOn(81).toCompletableFuture()).isCompletedWithValue(false);
    }

    @Test
    void aStartingProcessIsCheckedEvery5MsForASecondAndLessOftenLater() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofMillis(999));
        assertThat(world.checks.get("a")).isEqualTo(200);

        world.advance(Duration.ofSeconds(10));
        assertThat(world.checks.get("a")).isBetween(220, 270);
    }

    @Test
    void aPortThatBeginsToListenIsCheckedAtOnceAndSeldomBefore() {
        world.runner.listens = new CompletableFuture<>();
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(999));
        assertThat(world.checks.get("a")).as("every 25 ms").isEqualTo(40);

        world.health("a", Verdicts.GOOD);
        world.runner.listens.complete(null);
        world.loop.settle();

        world.expect("a", RUNNING);
        assertThat(world.checks.get("a")).isEqualTo(41);
    }

    @Test
    void aPortThatDoesNotListenIsCheckedOnceASecondLater() {
        world.runner.listens = new CompletableFuture<>();
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofSeconds(10));
        int before = world.checks.get("a");
        int changes = world.changes;

        world.advance(Duration.ofSeconds(20));
        assertThat(world.checks.get("a") - before).isBetween(19, 21);
        assertThat(world.changes - changes).isLessThanOrEqualTo(42);

        world.health("a", Verdicts.GOOD);
        world.runner.listens.complete(null);
        world.loop.settle();
        world.expect("a", RUNNING);
    }

    @Test
    void aPortThatListensWithoutASuccessIsCheckedEvery250MsLater() {
        world.runner.listens = CompletableFuture.completedFuture(null);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofSeconds(10));
        int before = world.checks.get("a");

        world.advance(Duration.ofSeconds(20));

        assertThat(world.checks.get("a") - before).isBetween(78, 82);
    }

    @Test
    void aPortOnWhichTheProcessItselfListensNeedsNoConnectionForTheFirstSuccess() {
        world.runner.listens = new CompletableFuture<>();
        world.runner.ownPorts = Set.of(80);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));
        assertThat(world.checks.get("a")).isEqualTo(1);

        world.runner.listens.complete(null);
        world.loop.settle();

        world.expect("a", RUNNING);
        assertThat(world.checks.get("a")).isEqualTo(1);
        assertThat(world.commands.get("a").history().checks()).last().extracting(ProcessHistory.Check::detail)
                .isEqualTo("localhost:80 accepts connections");

        world.advance(Duration.ofSeconds(11));
        assertThat(world.checks.get("a")).as("later checks connect").isGreaterThan(1);
    }

    /** Each hand-off between the loop and another thread lengthens the start of what waits for the process. */
    @Test
    void whoListensIsAskedBeforeTheLoopHearsOfThePort() {
        world.runner.listens = new CompletableFuture<>();
        world.runner.portsKnown = new CompletableFuture<>();
        world.runner.ownPorts = Set.of(80);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));
        int before = world.runner.portQuestions;

        world.runner.listens.complete(null);
        assertThat(world.runner.portQuestions).isEqualTo(before + 1);
        assertThat(world.loop.waiting()).isZero();

        world.runner.portsKnown.complete(null);
        world.loop.settle();

        world.expect("a", RUNNING);
        assertThat(world.runner.portQuestions).isEqualTo(before + 1);
    }

    @Test
    void aCheckOfOneAddressConnectsForTheFirstSuccess() {
        world.runner.listens = CompletableFuture.completedFuture(null);
        world.runner.ownPorts = Set.of(80);

        world.health("a", Verdicts.BAD).reconcile(define("a").port(80).host("127.0.0.1")).advance(Duration.ofMillis(10));

        world.expect("a", STARTING);
    }

    @Test
    void aPortThatBeginsToListenDuringACheckIsCheckedAfterIt() {
        world.runner.listens = new CompletableFuture<>();
        world.health("a", Verdicts.HANGING).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));
        world.runner.listens.complete(null);
        world.loop.settle();
        assertThat(world.checks.get("a")).isEqualTo(1);

        world.health("a", Verdicts.GOOD).answer("a", ProbeResult.failure("refused"));

        world.advance(Duration.ZERO).expect("a", RUNNING);
        assertThat(world.checks.get("a")).isEqualTo(2);
    }

    @Test
    void aCheckAfterTheQuestionWhoListensRunsOnTheLoop() {
        world.runner.listens = CompletableFuture.completedFuture(null);
        world.runner.portsKnown = new CompletableFuture<>();
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));
        assertThat(world.checks.get("a")).isEqualTo(1);

        world.runner.portsKnown.complete(null);
        assertThat(world.checks.get("a")).as("on the thread that knows the answer").isEqualTo(1);

        world.loop.settle();
        assertThat(world.checks.get("a")).isEqualTo(2);
    }

    @Test
    void aCheckAfterTheQuestionWhoListensIsCancelledWithTheOthers() {
        world.runner.listens = CompletableFuture.completedFuture(null);
        world.health("a", Verdicts.HANGING).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));
        world.answer("a", ProbeResult.failure("refused"));
        world.advance(Duration.ofMillis(10));
        assertThat(world.checks.get("a")).isEqualTo(2);

        world.detach();

        assertThat(world.lastResult).isCancelled();
    }

    @Test
    void aPortThatListensWithoutASuccessIsCheckedEvery5Ms() {
        world.runner.listens = CompletableFuture.completedFuture(null);
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(999));

        assertThat(world.checks.get("a")).isBetween(200, 202);
    }

    @Test
    void aPauseOfTheChecksEndsTheWaitForThePort() {
        world.runner.listens = new CompletableFuture<>();
        world.health("a", Verdicts.BAD).reconcile(define("a").port(80)).advance(Duration.ofMillis(10));

        world.detach();

        assertThat(world.runner.listens).isCancelled();
    }

    @Test
    void manyStartingProcessesShareTheRateOfTheChecks() {
        List<ProcessDefinition> definitions = IntStream.range(0, 100).mapToObj(number -> define("p" + number)
                .health(check(OnUnhealthy.NONE)).build()).toList();
        definitions.forEach(definition -> world.health(definition.id(), Verdicts.BAD));
        world.reconcile(definitions).advance(Duration.ofMillis(1000));
        assertThat(world.checks.values()).allSatisfy(count -> assertThat(count).isBetween(5, 6));

        definitions.forEach(definition -> world.health(definition.id(), Verdicts.GOOD));
        world.advance(Duration.ofMillis(250)).health("last", Verdicts.BAD)
                .reconcile(define("last").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofMillis(999));
        assertThat(world.checks.get("last")).as("the others no longer count").isEqualTo(200);
    }

    @Test
    void aRepeatedFailureOfAStartIsReportedEvery250Ms() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofMillis(1));
        int changes = world.changes;

        world.advance(Duration.ofMillis(240));
        assertThat(world.checks.get("a")).isGreaterThan(40);
        assertThat(world.changes).isEqualTo(changes);

        world.advance(Duration.ofMillis(20));
        assertThat(world.changes).isEqualTo(changes + 1);
    }

    @Test
    void theApplicationFreesWhatItsChecksHaveUsedWhenItEnds() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));
        assertThat(world.closed).isZero();

        world.supervisor.applicationEnds();
        world.detach();
        assertThat(world.closed).isEqualTo(1);

        world.attach().detach();
        assertThat(world.closed).isEqualTo(2);
    }

    @Test
    void secretsOfTheProcessAreMaskedInWhatACheckReports() {
        world.health("a", Verdicts.HANGING)
                .reconcile(define("a").env("DB_PASSWORD", "s3cr3t").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));

        world.answer("a", ProbeResult.failure("psql exited with 2", List.of("role app with s3cr3t", "token=abc")));

        assertThat(world.status("a").why())
                .isEqualTo("waiting for its first successful check: psql exited with 2: role app with *** | token=***");
        assertThat(world.commands.get("a").history().checks()).singleElement().satisfies(
                check -> assertThat(check.detail()).isEqualTo("psql exited with 2: role app with *** | token=***"));
    }

    @Test
    void theSameResultIsMaskedAgainWhenTheSecretsAreOthers() {
        ProbeResult result = ProbeResult.failure("no role for s3cr3t or n3w0ne");
        world.health("a", Verdicts.HANGING)
                .reconcile(define("a").env("DB_PASSWORD", "s3cr3t").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        world.answer("a", result);
        assertThat(world.status("a").why()).endsWith("no role for *** or n3w0ne");

        world.reconcile(define("a").env("DB_PASSWORD", "n3w0ne").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        world.answer("a", result);

        assertThat(world.status("a").why()).endsWith("no role for s3cr3t or ***");
    }

    @Test
    void changeWithoutAnEventIsToldToThoseWhoLook() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(1));
        int events = world.events.size();
        int changes = world.changes;

        world.advance(Duration.ofSeconds(1));

        assertThat(world.events).hasSize(events);
        assertThat(world.changes).isGreaterThan(changes);
    }

    @Test
    void withoutASuccessInTimeTheStartHasFailed() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(60)).expect("a", BACKOFF);

        assertThat(world.status("a").why())
                .startsWith("not healthy within 1 min 0 s, waiting for its first successful check: it "
                        + "refuses, attempt 1 of 5");
    }

    @Test
    void threeFailuresInARowMakeItUnhealthyAndOneSuccessHealthyAgain() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(10));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        world.advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("a").why()).isEqualTo("unhealthy: it refuses");
        assertThat(world.runner.started("a")).as("a breakpoint must not kill it").hasSize(1);

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        assertThat(world.events(ProcessEvent.Healthy.class)).last()
                .satisfies(event -> assertThat(event.recovered()).isTrue());
    }

    @Test
    void unhealthyRestartsWhereThePolicySaysSo() {
        world.reconcile(define("a").health(check(OnUnhealthy.RESTART))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(11));

        world.expect("a", BACKOFF);
        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.status("a").why()).startsWith("unhealthy: it refuses, attempt 1 of 5");
    }

    @Test
    void aProbeThatThrowsIsAFailedCheckAndTheChecksGoOn() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.THROWING).advance(Duration.ofSeconds(13));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("a").why()).contains("the probe is broken");

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1));
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aStartTimeoutDuringACheckSaysWhatTheCheckWaitsFor() {
        world.health("a", Verdicts.HANGING).reconcile(define("a").startupTimeout(Duration.ofSeconds(2))
                .health(health -> health.url("http://localhost:1/up?token=x").timeout(Duration.ofSeconds(5)))
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)));

        world.advance(Duration.ofSeconds(2));

        assertThat(world.status("a").why()).isEqualTo("not healthy within 2.0 s, waiting for its first successful check; no "
                + "answer to GET http://localhost:1/up so far");
    }

    @Test
    void aStartTimeoutDuringACheckSaysTheLastFailureToo() {
        world.health("a", Verdicts.BAD).reconcile(define("a").startupTimeout(Duration.ofSeconds(2))
                .health(health -> health.log("ready").timeout(Duration.ofSeconds(5)))
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)));
        world.advance(Duration.ofMillis(100));
        world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(2));

        assertThat(world.status("a").why()).isEqualTo("not healthy within 2.0 s, waiting for its first successful check: it "
                + "refuses; no line of output with 'ready' so far");
    }

    @Test
    void aProbeThatHangsIsAFailedCheckAndItsLateAnswerIsDropped() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(10 + 3 * 7));
        assertThat(world.status("a").why()).isEqualTo("unhealthy: no result of the check within 5s");

        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(10));
        world.answer("a", ProbeResult.success("much too late"));
        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void probesPauseWhileThereIsNoApplicationAndTheHealthStays() {
        world.reconcile(define("a").health(check(OnUnhealthy.RESTART))).advance(Duration.ofSeconds(1));

        world.health("a", Verdicts.BAD).detach().advance(World.LONG);
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        assertThat(world.loop.pendingTimers()).isZero();

        world.attach().advance(Duration.ofSeconds(12)).expect("a", BACKOFF);
    }

    @Test
    void aStartIsNotBlamedForChecksThatNobodyRuns() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)));

        world.detach().advance(World.LONG).expect("a", STARTING);

        world.health("a", Verdicts.GOOD).attach().advance(Duration.ofSeconds(1)).expect("a", RUNNING);
    }

    @Test
    void aPauseOfTheChecksIsNoTimeToBecomeHealthy() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(50));

        world.detach();
        assertThat(world.loop.pendingTimers()).isZero();
        assertThat(world.status("a").why()).endsWith("the checks pause until an application runs");
        world.advance(World.LONG).attach();

        world.advance(Duration.ofSeconds(9)).expect("a", STARTING);
        world.advance(Duration.ofSeconds(1)).expect("a", BACKOFF);
    }

    @Test
    void theStatusNamesThePauseOfTheChecksOnlyDuringThePause() {
        world.health("a", Verdicts.HANGING).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(3));
        String before = world.status("a").why();

        world.detach();
        assertThat(world.status("a").why()).isEqualTo(before + "; the checks pause until an application runs");

        world.attach();
        assertThat(world.status("a").why()).isEqualTo(before);
    }

    @Test
    void aStartWithoutAnApplicationHasItsWholeTimeLater() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));
        world.health("a", Verdicts.BAD).detach().exit("a", 1).advance(World.LONG).expect("a", STARTING);

        world.attach();

        world.advance(Duration.ofSeconds(59)).expect("a", STARTING);
        world.advance(Duration.ofSeconds(1)).expect("a", BACKOFF);
    }

    @Test
    void aCheckThatAPauseInterruptsDoesNotCount() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));

        for (int i = 0; i < 5; i++) {
            world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(12)).detach().advance(World.LONG).attach();
        }

        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
    }
}
