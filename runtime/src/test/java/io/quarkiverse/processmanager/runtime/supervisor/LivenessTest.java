package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.alive;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally.Purpose;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

class LivenessTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String CHECKS = "a" + World.LIVENESS;

    private final World world = new World();

    private static ProcessDefinitionBuilder both() {
        return define("a").health(check(OnUnhealthy.NONE)).liveness(alive());
    }

    @Test
    void itBeginsWhenTheProcessIsReady() {
        world.health("a", Verdicts.BAD).reconcile(both()).advance(Duration.ofSeconds(30)).expect("a", STARTING);
        assertThat(world.checks).doesNotContainKey(CHECKS);
        assertThat(world.status("a").liveness()).isEqualTo(Health.UNKNOWN);

        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        assertThat(world.checks.get(CHECKS)).isEqualTo(1);
        assertThat(world.lastCheck.purpose()).isEqualTo(Purpose.LIVENESS);
        assertThat(world.status("a").liveness()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void itBeginsAfterTheWindowOfAProcessWithoutAHealthCheck() {
        world.reconcile(define("a").startupWindow(Duration.ofSeconds(2)).liveness(alive().andThen(
                liveness -> liveness.initialDelay(Duration.ofSeconds(3)))))
                .advance(Duration.ofMillis(4900)).expect("a", RUNNING);
        assertThat(world.checks).doesNotContainKey(CHECKS);
        assertThat(world.status("a").health()).isEqualTo(Health.UNCHECKED);

        world.advance(Duration.ofMillis(200));

        assertThat(world.checks.get(CHECKS)).isEqualTo(1);
    }

    @Test
    void aFailedHealthCheckOnlyReports() {
        world.reconcile(both()).advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        world.health("a", Verdicts.BAD).advance(Duration.ofMinutes(5)).expect("a", RUNNING);

        assertThat(world.status("a").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("a").liveness()).isEqualTo(Health.HEALTHY);
        assertThat(world.status("a").isReady()).isFalse();
        assertThat(world.status("a").incarnation()).isEqualTo(1);
    }

    @Test
    void aRowOfFailuresRestartsTheProcessWithTheReasonInItsEvents() {
        world.reconcile(both()).advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        world.liveness("a", Verdicts.BAD).advance(INTERVAL.multipliedBy(3).minusSeconds(2)).expect("a", RUNNING);
        assertThat(world.status("a").liveness()).isEqualTo(Health.HEALTHY);
        world.advance(Duration.ofMillis(1200)).expect("a", BACKOFF);

        assertThat(world.status("a").why())
                .startsWith("its liveness check failed 3 times in a row: it refuses, attempt 1 of 5, next start in");
        assertThat(world.events(ProcessEvent.LivenessFailed.class)).singleElement()
                .satisfies(event -> assertThat(event.error()).isEqualTo("it refuses"));
        assertThat(world.events(ProcessEvent.Stopping.class)).singleElement()
                .satisfies(
                        event -> assertThat(event.why()).isEqualTo("its liveness check failed 3 times in a row: it refuses"));
        assertThat(world.events(ProcessEvent.Crashed.class)).singleElement().satisfies(event -> {
            assertThat(event.error()).contains("its liveness check failed 3 times in a row");
            assertThat(event.willRestart()).isTrue();
        });
        assertThat(world.events(ProcessEvent.Unhealthy.class)).isEmpty();

        world.liveness("a", Verdicts.GOOD).advance(Duration.ofSeconds(5)).expect("a", RUNNING);
        assertThat(world.status("a").incarnation()).isEqualTo(2);
        assertThat(world.status("a").liveness()).isEqualTo(Health.HEALTHY);
    }

    /** A wrong path must not look like protection. */
    @Test
    void failuresBeforeTheFirstSuccessCount() {
        world.liveness("a", Verdicts.BAD).reconcile(both()).advance(INTERVAL.multipliedBy(2).plusMillis(200)).expect("a",
                BACKOFF);

        assertThat(world.checks.get(CHECKS)).isEqualTo(3);
    }

    @Test
    void aSuccessBetweenTwoFailuresBeginsTheRowAgain() {
        world.reconcile(both()).advance(Duration.ofSeconds(1));

        for (int i = 0; i < 5; i++) {
            world.liveness("a", Verdicts.BAD).advance(INTERVAL.multipliedBy(2));
            world.liveness("a", Verdicts.GOOD).advance(INTERVAL);
        }

        world.expect("a", RUNNING);
        assertThat(world.status("a").incarnation()).isEqualTo(1);
    }

    @Test
    void aCheckWithoutAnAnswerFailsAfterItsTimeout() {
        world.reconcile(both()).advance(Duration.ofSeconds(1));

        world.liveness("a", Verdicts.HANGING).advance(Duration.ofSeconds(50));

        assertThat(world.events(ProcessEvent.LivenessFailed.class)).isNotEmpty();
    }

    @Test
    void aProcessThatMustNotRestartFails() {
        world.reconcile(both().restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).advance(Duration.ofSeconds(1));

        world.liveness("a", Verdicts.BAD).advance(INTERVAL.multipliedBy(3)).expect("a", FAILED);

        assertThat(world.status("a").failure()).contains(Reason.UNHEALTHY);
    }

    @Test
    void aProcessThatIsBeingStoppedIsNotChecked() {
        world.temper("a", Temper.STUBBORN).reconcile(both()).advance(Duration.ofSeconds(1));
        world.stop("a");
        world.expect("a", STOPPING);
        int before = world.checks.get(CHECKS);

        world.liveness("a", Verdicts.BAD).advance(INTERVAL.minusSeconds(1)).expect("a", STOPPING);
        world.advance(Duration.ofMinutes(5)).expect("a", STOPPED);

        assertThat(world.checks.get(CHECKS)).isEqualTo(before);
        assertThat(world.events(ProcessEvent.LivenessFailed.class)).isEmpty();
    }

    @Test
    void itPausesWhileThereIsNoApplication() {
        world.reconcile(both()).advance(Duration.ofSeconds(1));
        int before = world.checks.get(CHECKS);

        world.detach().liveness("a", Verdicts.BAD).advance(Duration.ofMinutes(5)).expect("a", RUNNING);
        assertThat(world.checks.get(CHECKS)).isEqualTo(before);

        world.attach().reconcile(both()).advance(INTERVAL.multipliedBy(3)).expect("a", BACKOFF);
    }

    @Test
    void anotherCheckAppliesWithoutARestart() {
        world.reconcile(both()).advance(Duration.ofSeconds(1));

        world.liveness("a", Verdicts.BAD)
                .reconcile(both().liveness(liveness -> liveness.retries(1)));
        assertThat(world.status("a").health()).as("the health check is the same, and goes on").isEqualTo(Health.HEALTHY);
        world.advance(Duration.ofMillis(1)).expect("a", BACKOFF);

        assertThat(world.status("a").why()).startsWith("its liveness check failed: it refuses");
        assertThat(world.events(ProcessEvent.Starting.class)).hasSize(1);
    }

    @Test
    void aRunningTaskIsCheckedToo() {
        world.reconcile(define("a").kind(ProcessKind.TASK).liveness(alive())).expect("a", RUNNING);

        world.liveness("a", Verdicts.BAD).advance(INTERVAL.multipliedBy(3)).expect("a", FAILED);
    }

    /** A wrong path restarts the process as often as a crash at its start would, and no more. */
    @Test
    void aLivenessCheckThatNeverSucceedsUsesUpTheRestarts() {
        world.liveness("a", Verdicts.BAD).reconcile(both()).advance(Duration.ofMinutes(10)).expect("a", FAILED);

        assertThat(world.status("a").failure()).contains(Reason.UNHEALTHY);
        assertThat(world.events(ProcessEvent.Starting.class)).hasSize(6);
    }

    @Test
    void aProcessThatLivedLongEnoughHasAllItsRestartsAgain() {
        world.reconcile(both());

        for (int i = 0; i < 8; i++) {
            world.liveness("a", Verdicts.GOOD).advance(Duration.ofMinutes(1)).expect("a", RUNNING);
            world.liveness("a", Verdicts.BAD);
            for (int step = 0; step < 200 && world.status("a").phase() == RUNNING; step++) {
                world.advance(Duration.ofMillis(250));
            }
            assertThat(world.status("a").why()).contains("attempt 1 of 5");
        }
    }

    @Test
    void aStopDuringTheRestartWins() {
        world.temper("a", Temper.STUBBORN).reconcile(both()).advance(Duration.ofSeconds(1));
        world.liveness("a", Verdicts.BAD).advance(INTERVAL.multipliedBy(3)).expect("a", STOPPING);

        world.stop("a");
        world.advance(Duration.ofMinutes(5)).expect("a", STOPPED);

        assertThat(world.events(ProcessEvent.Starting.class)).hasSize(1);
    }

    @Test
    void eachResultIsInTheHistory() {
        world.reconcile(both()).advance(INTERVAL.multipliedBy(2).plusSeconds(1));

        ProcessHistory history = world.commands.get("a").history();

        assertThat(history.liveness()).hasSize(3).allMatch(ProcessHistory.Check::success);
        assertThat(history.checks()).hasSize(3);
    }

    @Test
    void aProcessWithoutALivenessCheckHasNone() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        assertThat(world.status("a").liveness()).isEqualTo(Health.UNCHECKED);
        assertThat(world.commands.get("a").history().liveness()).isEmpty();
    }
}
