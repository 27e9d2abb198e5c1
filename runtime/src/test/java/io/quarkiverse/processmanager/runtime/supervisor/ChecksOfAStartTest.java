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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** The checks of a process that starts, up to its first success. */
class ChecksOfAStartTest {

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
    void withoutASuccessInTimeTheStartHasFailed() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)))
                .advance(Duration.ofSeconds(60)).expect("a", BACKOFF);

        assertThat(world.status("a").why())
                .startsWith("not healthy within 1 min 0 s, waiting for its first successful check: it "
                        + "refuses, attempt 1 of 5");
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
}
