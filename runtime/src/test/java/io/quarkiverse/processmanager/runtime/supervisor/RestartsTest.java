package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class RestartsTest {

    private final World world = new World();

    @Test
    void theDelaysDouble() {
        world.reconcile(define("a"));

        world.exit("a", 1).advance(Duration.ofMillis(499)).expect("a", BACKOFF).advance(Duration.ofMillis(1)).expect("a",
                STARTING);
        world.exit("a", 1).advance(Duration.ofMillis(999)).expect("a", BACKOFF).advance(Duration.ofMillis(1)).expect("a",
                STARTING);
        assertThat(world.status("a").restarts()).isEqualTo(2);
    }

    @Test
    void theWhyOfABackoffSaysWhatHappenedAndWhatComes() {
        world.reconcile(define("a")).exit("a", 1);

        assertThat(world.status("a").why()).isEqualTo("exited with 1 after 1.0 s, attempt 1 of 5, next start in 500 ms");
    }

    @Test
    void theStatusOfABackoffHasTheTimeOfTheNextStartAndTheAttempt() {
        world.reconcile(define("a")).exit("a", 1).advance(Duration.ofMillis(200));

        assertThat(world.status("a").until()).hasValue(world.loop.now().time().plusMillis(300));
        assertThat(world.status("a").attempt()).isEqualTo(1);

        world.advance(Duration.ofSeconds(5)).expect("a", RUNNING);
        assertThat(world.status("a").until()).isEmpty();
    }

    @Test
    void afterFiveRestartsInARowItGivesUp() {
        world.reconcile(define("a"));

        for (int attempt = 0; attempt < 5; attempt++) {
            world.exit("a", 1).expect("a", BACKOFF).advance(Duration.ofMillis(500L << attempt)).expect("a", STARTING);
        }
        world.exit("a", 1);

        world.advance(World.LONG).expect("a", FAILED);
        assertThat(world.runner.started("a")).hasSize(6);
        assertThat(world.status("a").why()).startsWith("gave up after 5 restarts: exited with 1");
        assertThat(world.events(ProcessEvent.Crashed.class)).last()
                .satisfies(crash -> assertThat(crash.willRestart()).isFalse())
                .satisfies(crash -> assertThat(crash.maxRestarts()).hasValue(crash.restartCount()));
    }

    @Test
    void withoutALimitItIsAlwaysStartedAgain() {
        world.reconcile(define("a").restart(restart -> restart.unlimited().maxDelay(Duration.ofSeconds(1))));

        for (int attempt = 1; attempt <= 200; attempt++) {
            world.exit("a", 1).expect("a", BACKOFF).advance(Duration.ofSeconds(1)).expect("a", STARTING);
        }
        world.exit("a", 1);

        assertThat(world.status("a").why()).isEqualTo("exited with 1 after 1.0 s, attempt 201, next start in 1.0 s");
        assertThat(world.events(ProcessEvent.Crashed.class)).last()
                .satisfies(crash -> assertThat(crash.maxRestarts()).isEmpty());
    }

    @Test
    void longEnoughUpGivesAFreshBudget() {
        world.reconcile(define("a"));
        for (int crash = 0; crash < 20; crash++) {
            world.advance(Duration.ofSeconds(15)).expect("a", RUNNING).exit("a", 1).expect("a", BACKOFF);
        }

        assertThat(world.status("a").why()).contains("attempt 1 of 5");
    }

    @Test
    void notLongEnoughUpDoesNot() {
        world.reconcile(define("a"));

        for (int attempt = 0; attempt < 5; attempt++) {
            world.advance(Duration.ofSeconds(10)).expect("a", RUNNING).exit("a", 1).advance(Duration.ofMillis(500L << attempt));
        }
        world.exit("a", 1);

        // One second of each ten was the startup window.
        world.expect("a", FAILED);
    }

    @Test
    void startByHandGivesAFreshBudget() {
        world.temper("a", Temper.UNSTARTABLE).reconcile(define("a")).advance(World.LONG).expect("a", FAILED);

        world.temper("a", Temper.WILLING);
        world.start("a");
        world.exit("a", 1);

        assertThat(world.status("a").why()).contains("attempt 1 of 5");
    }

    @Test
    void successIsNoReasonForARestart() {
        world.reconcile(define("a").successExitCodes(Set.of(0, 3)));

        world.exit("a", 3).advance(World.LONG).expect("a", COMPLETED);

        assertThat(world.events(ProcessEvent.Crashed.class)).isEmpty();
    }

    @Test
    void alwaysRestartsAlsoAfterSuccess() {
        world.reconcile(define("a")
                .restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS).delay(Duration.ZERO)));

        world.exit("a", 0).advance(Duration.ZERO);

        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void stopDuringBackoffNeverRestarts() {
        world.reconcile(define("a")).exit("a", 1);

        world.stop("a");

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void stopDuringARestartInFlightWins() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(Duration.ofSeconds(2));
        world.restart("a");

        world.stop("a");

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void stopDuringTheCleanUpAfterAnExitWins() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(Duration.ofSeconds(2));
        world.exitLeaving("a", 1, 3);

        world.stop("a");

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void concurrentRestartsAreOne() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(Duration.ofSeconds(2));

        world.restart("a");
        world.restart("a");
        world.restart("a");
        world.advance(World.LONG);

        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void anExitWithLeftoversIsNotOverBeforeTheyAreGone() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a")).advance(Duration.ofSeconds(2));

        world.exitLeaving("a", 1, 2);

        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.status("a").why()).isEqualTo("exited with 1, and 2 processes that it had started must be stopped");
        world.advance(Duration.ofSeconds(9));
        assertThat(world.runner.started("a")).hasSize(1);
        world.advance(Duration.ofSeconds(2));
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void oneThatHasEndedIsNotBlamedForItsStartWhileTheRestOfItEnds() {
        world.reconcile(define("a"));

        world.exitLeaving("a", 3, 0).advance(World.LONG);
        world.disappear("a");

        assertThat(world.status("a").why()).startsWith("exited with 3");
    }

    @Test
    void whatCannotBeKilledIsReportedAndHoldsTheNextStart() {
        world.temper("a", Temper.IMMORTAL).reconcile(define("a")).advance(Duration.ofSeconds(2));
        world.stop("a");
        world.advance(Duration.ofSeconds(10)).expect("a", FAILED);
        assertThat(world.status("a").why()).contains("could not be killed", "operation not permitted");

        world.start("a");
        world.advance(World.LONG);
        assertThat(world.runner.started("a")).hasSize(1);
        assertThat(world.status("a").why()).isEqualTo("waiting for the end of its last run");

        world.disappear("a");
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void aStopOfAStartThatWaitsForWhatCannotBeKilledDoesNotCountAsStopped() {
        world.temper("a", Temper.IMMORTAL).reconcile(define("a")).advance(Duration.ofSeconds(2));
        world.stop("a");
        world.advance(Duration.ofSeconds(10));
        world.start("a");
        world.expect("a", WAITING);

        CompletionStage<ProcessStatus> stop = world.stop("a");

        world.expect("a", FAILED);
        assertThat(world.status("a").why()).contains("could not be killed", "operation not permitted");
        assertThat(stop.toCompletableFuture()).isCompletedExceptionally();
        world.disappear("a");
        world.expect("a", STOPPED);
        assertThat(world.runner.started("a")).hasSize(1);
    }
}
