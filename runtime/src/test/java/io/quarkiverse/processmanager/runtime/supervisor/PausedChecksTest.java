package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** The checks while no application runs. */
class PausedChecksTest {

    private final World world = new World();

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
