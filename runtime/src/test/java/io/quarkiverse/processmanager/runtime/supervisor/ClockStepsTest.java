package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/**
 * The wall clock steps: after a suspend, by a correction, by hand. Only the timestamps follow the clock; every duration, delay
 * and budget stays.
 */
class ClockStepsTest {

    private final World world = new World();

    @ParameterizedTest
    @ValueSource(longs = { 8, -8 })
    void aCrashAfterAStepHasNoFreshBudget(long hours) {
        world.reconcile(define("a"));

        for (int attempt = 0; attempt < 5; attempt++) {
            world.advance(Duration.ofSeconds(5)).expect("a", RUNNING);
            world.loop.stepClock(Duration.ofHours(hours));
            world.exit("a", 1).expect("a", BACKOFF).advance(Duration.ofMillis(500L << attempt)).expect("a", STARTING);
        }
        world.exit("a", 1);

        world.expect("a", FAILED);
        assertThat(world.status("a").why()).startsWith("gave up after 5 restarts");
    }

    @ParameterizedTest
    @ValueSource(longs = { 8, -8 })
    void aStepMovesNoTimer(long hours) {
        world.temper("a", FakeRunner.Temper.STUBBORN).reconcile(define("a"), define("b"));
        world.loop.stepClock(Duration.ofHours(hours));
        world.advance(Duration.ofMillis(999)).expect("a", STARTING).advance(Duration.ofMillis(1)).expect("a", RUNNING);

        world.exit("b", 1);
        world.loop.stepClock(Duration.ofHours(-hours));
        world.advance(Duration.ofMillis(499)).expect("b", BACKOFF).advance(Duration.ofMillis(1)).expect("b", STARTING);

        world.stop("a");
        world.loop.stepClock(Duration.ofHours(hours));
        world.advance(Duration.ofMillis(9_999)).expect("a", STOPPING);
        world.advance(Duration.ofMillis(1)).expect("a", STOPPED);
        assertThat(world.events(ProcessEvent.Killing.class)).singleElement()
                .satisfies(killing -> assertThat(killing.after()).isEqualTo(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(longs = { 8, -8 })
    void aProcessThatStartsAfterAStepHasTheNewTime(long hours) {
        world.loop.stepClock(Duration.ofHours(hours));
        world.reconcile(define("a")).advance(Duration.ofSeconds(30));

        ProcessStatus status = world.status("a");

        assertThat(status.uptime(world.loop.now().time())).isEqualTo(Duration.ofSeconds(30));
        assertThat(status.since()).isEqualTo(world.loop.now().time().minusSeconds(29));
    }

    @ParameterizedTest
    @ValueSource(longs = { 8, -8 })
    void theChecksGoOnAtTheirPace(long hours) {
        world.health("a", Verdicts.BAD).reconcile(define("a").health(check(OnUnhealthy.NONE)));
        world.advance(Duration.ofSeconds(10));
        int before = world.checks.get("a");
        world.advance(Duration.ofSeconds(10));
        int perTenSeconds = world.checks.get("a") - before;

        world.loop.stepClock(Duration.ofHours(hours));
        world.advance(Duration.ofSeconds(10));

        assertThat(world.checks.get("a") - before).isEqualTo(2 * perTenSeconds);
        world.health("a", Verdicts.GOOD).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
        assertThat(world.events(ProcessEvent.Healthy.class)).singleElement()
                .satisfies(healthy -> assertThat(healthy.after()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31)));
    }
}
