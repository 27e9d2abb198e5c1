package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/**
 * The JVM stands still for a while: Ctrl-Z in dev mode, a breakpoint of a debugger, a paused container. Its processes go on. No
 * deadline may expire for a process that was in time, and nothing may start twice.
 */
class StandstillTest {

    private final World world = new World();

    @ParameterizedTest
    @ValueSource(longs = { 90, 3_600 })
    void aProcessThatBecomesHealthyMeanwhileIsUp(long seconds) {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.RESTART)));
        world.advance(Duration.ofSeconds(10)).expect("a", STARTING);

        world.loop.standStill(Duration.ofSeconds(seconds));
        world.advance(Duration.ofSeconds(10)).expect("a", STARTING);
        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(2));

        world.expect("a", RUNNING);
        assertThat(world.status("a").incarnation()).isEqualTo(1);
    }

    @Test
    void aProcessThatNeverBecomesHealthyIsGivenUpAtLast() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.RESTART)));

        world.loop.standStill(Duration.ofHours(8));
        world.advance(Duration.ofSeconds(59)).expect("a", STARTING).advance(Duration.ofSeconds(3));

        assertThat(world.events(ProcessEvent.Crashed.class)).hasSize(1);
    }

    @Test
    void aMachineThatIsLateAllTheTimeDoesNotKeepAStartForEver() {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.RESTART)));
        int standstills = 0;

        while (world.events(ProcessEvent.Crashed.class).isEmpty()) {
            assertThat(++standstills).isLessThan(10);
            world.loop.standStill(Duration.ofSeconds(70));
            world.advance(Duration.ofSeconds(1));
        }

        assertThat(standstills).as("a few are forgiven").isEqualTo(6);
    }

    @Test
    void aResultThatIsTooLateForAnyTimeoutDoesNotCount() {
        world.reconcile(define("a").health(health -> check(OnUnhealthy.RESTART).andThen(one -> one.retries(1)).accept(health)));
        world.advance(Duration.ofSeconds(2)).expect("a", RUNNING);
        world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(9));

        world.loop.standStill(Duration.ofSeconds(30));
        world.answer("a", ProbeResult.failure("no answer within 5 s"));
        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(30));

        world.expect("a", RUNNING);
        assertThat(world.status("a").incarnation()).isEqualTo(1);
        assertThat(world.events(ProcessEvent.Unhealthy.class)).isEmpty();
    }

    @Test
    void aProcessThatHangsIsFoundByTheNextCheck() {
        world.reconcile(define("a").health(health -> check(OnUnhealthy.RESTART).andThen(one -> one.retries(1)).accept(health)));
        world.advance(Duration.ofSeconds(2)).expect("a", RUNNING);
        world.health("a", Verdicts.HANGING).advance(Duration.ofSeconds(9));

        world.loop.standStill(Duration.ofSeconds(30));
        world.advance(Duration.ofSeconds(20));

        assertThat(world.events(ProcessEvent.Unhealthy.class)).hasSize(1);
    }

    @Test
    void aProcessThatExitsInItsGracePeriodIsNotKilled() {
        world.temper("a", FakeRunner.Temper.STUBBORN).reconcile(define("a"));
        world.advance(Duration.ofSeconds(2));
        world.stop("a");

        world.loop.standStill(Duration.ofSeconds(30));
        // The report of the exit waits behind the timer.
        world.loop.post(() -> world.process("a").exit(0));
        world.advance(Duration.ofSeconds(5));

        world.expect("a", STOPPED);
        assertThat(world.events(ProcessEvent.Killing.class)).isEmpty();
    }

    @Test
    void aProcessThatDoesNotExitIsKilledOneSecondLater() {
        world.temper("a", FakeRunner.Temper.STUBBORN).reconcile(define("a"));
        world.advance(Duration.ofSeconds(2));
        world.stop("a");

        world.loop.standStill(Duration.ofSeconds(30));
        world.advance(Duration.ofMillis(999)).expect("a", STOPPING).advance(Duration.ofMillis(1)).expect("a", STOPPED);

        assertThat(world.events(ProcessEvent.Killing.class)).hasSize(1);
    }

    @Test
    void aRestartComesOnce() {
        world.reconcile(define("a")).advance(Duration.ofSeconds(2));
        world.exit("a", 1).expect("a", BACKOFF);

        world.loop.standStill(Duration.ofSeconds(90));
        world.advance(Duration.ofSeconds(5)).expect("a", RUNNING);

        assertThat(world.status("a").incarnation()).isEqualTo(2);
    }
}
