package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** A check that waits for the port on which the process begins to listen. */
class ListeningPortTest {

    private final World world = new World();

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
}
