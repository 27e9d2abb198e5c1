package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class LimitsTest {

    private static final long MB = 1024 * 1024;
    private static final String OVER = "over its limit: 612 MB of 500 MB for 3 samples";

    private final World world = new World();

    @Test
    void itWarnsOnceAndTheProcessGoesOn() {
        run(limited(Action.WARN)).measure(612, 2);
        assertThat(world.events(ProcessEvent.OverLimit.class)).isEmpty();

        measure(612, 3);

        world.expect("a", RUNNING);
        assertThat(world.status("a").why()).isEqualTo(OVER);
        assertThat(world.events(ProcessEvent.OverLimit.class)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("a");
            assertThat(event.incarnation()).isEqualTo(1);
            assertThat(event.why()).isEqualTo(OVER);
            assertThat(event.willRestart()).isFalse();
        });
    }

    @Test
    void onceWithinTheLimitsItIsToldAgain() {
        run(limited(Action.WARN)).measure(612, 3).measure(400, 1);
        assertThat(world.status("a").why()).isEqualTo("within its limits again");

        measure(612, 2);
        assertThat(world.events(ProcessEvent.OverLimit.class)).hasSize(1);
        measure(612, 1);

        assertThat(world.events(ProcessEvent.OverLimit.class)).hasSize(2);
    }

    @Test
    void itRestartsWhereTheLimitsSaySoAndTheNextStartBeginsAnew() {
        run(limited(Action.RESTART)).measure(612, 3);

        world.expect("a", BACKOFF);
        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.status("a").why()).startsWith(OVER + ", attempt 1 of 5");
        assertThat(world.events(ProcessEvent.OverLimit.class)).singleElement()
                .satisfies(event -> assertThat(event.willRestart()).isTrue());

        world.advance(Duration.ofSeconds(2)).expect("a", RUNNING);
        measure(612, 2);
        world.expect("a", RUNNING);
        measure(612, 1);
        world.expect("a", BACKOFF);
    }

    @Test
    void withoutRestartsItHasFailed() {
        run(limited(Action.RESTART).restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).measure(612, 3);

        world.expect("a", FAILED);
        assertThat(world.events(ProcessEvent.OverLimit.class)).singleElement()
                .satisfies(event -> assertThat(event.willRestart()).isFalse());
        assertThat(world.events(ProcessEvent.GaveUp.class)).singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(Reason.OVER_LIMIT));
    }

    @Test
    void theLastRestartOfTheBudgetIsNotPromisedTwice() {
        run(limited(Action.RESTART).usageLimit(limit -> limit.samples(1)).restart(restart -> restart.max(1))).measure(612, 1);
        world.advance(Duration.ofSeconds(2)).expect("a", RUNNING);

        measure(612, 1);

        world.expect("a", FAILED);
        assertThat(world.events(ProcessEvent.OverLimit.class)).extracting(ProcessEvent.OverLimit::willRestart)
                .containsExactly(true, false);
        assertThat(world.events(ProcessEvent.Crashed.class)).extracting(ProcessEvent.Crashed::willRestart)
                .containsExactly(true, false);
    }

    @Test
    void theTimeThatItsStopTakesIsNoTimeInWhichItProvesItself() {
        world.temper("a", Temper.STUBBORN);
        run(limited(Action.RESTART).usageLimit(limit -> limit.samples(1))
                .restart(restart -> restart.max(1).resetAfter(Duration.ofSeconds(5)))
                .stop(stop -> stop.timeout(Duration.ofSeconds(10)))).measure(612, 1);
        world.advance(Duration.ofSeconds(13)).expect("a", RUNNING);

        measure(612, 1);
        world.advance(Duration.ofSeconds(13)).expect("a", FAILED);

        assertThat(world.events(ProcessEvent.OverLimit.class)).extracting(ProcessEvent.OverLimit::willRestart)
                .containsExactly(true, false);
    }

    @Test
    void noneIgnoresTheLimits() {
        run(limited(Action.NONE)).measure(612, 5);

        assertThat(world.events(ProcessEvent.OverLimit.class)).isEmpty();
        assertThat(world.status("a").why()).doesNotContain("limit");
    }

    @Test
    void anAbsentValueDoesNotCount() {
        run(define("a").usageLimit(limit -> limit.cpu(90).action(Action.RESTART)));

        measure(OptionalDouble.empty(), 1, 5).measure(OptionalDouble.of(95), 1, 2).measure(OptionalDouble.empty(), 1, 1);
        world.expect("a", RUNNING);
        measure(OptionalDouble.of(95), 1, 1);

        world.expect("a", BACKOFF);
        assertThat(world.status("a").why()).startsWith("over its limit: 95 % of 90 % CPU for 3 samples");
    }

    @Test
    void otherLimitsApplyWithoutARestart() {
        run(limited(Action.WARN)).measure(612, 3);

        world.reconcile(limited(Action.WARN).usageLimit(limit -> limit.memory(700 * MB)));
        measure(612, 3);
        assertThat(world.status("a").why()).isEqualTo("its limits have changed");
        assertThat(world.runner.started("a")).hasSize(1);

        world.reconcile(limited(Action.RESTART));
        measure(612, 3);
        world.expect("a", BACKOFF);
    }

    @Test
    void whatIsStillStartingIsNotCompared() {
        world.reconcile(limited(Action.RESTART).startupWindow(Duration.ofSeconds(30)).usageLimit(limit -> limit.samples(1)))
                .advance(
                        Duration.ofSeconds(1));

        measure(612, 3);

        world.expect("a", STARTING);
        assertThat(world.events(ProcessEvent.OverLimit.class)).isEmpty();
    }

    @Test
    void limitsNeedMeasurements() {
        assertThatThrownBy(() -> limited(Action.WARN).metrics(metrics -> metrics.enabled(false)).build())
                .hasMessageContaining("usage-limit.memory has no effect without measurements: metrics.enabled is false");
    }

    private static ProcessDefinitionBuilder limited(Action action) {
        return define("a").usageLimit(limit -> limit.memory(500 * MB).action(action));
    }

    private LimitsTest run(ProcessDefinitionBuilder definition) {
        world.reconcile(definition).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
        return this;
    }

    private LimitsTest measure(long megabytes, int times) {
        return measure(OptionalDouble.empty(), megabytes, times);
    }

    private LimitsTest measure(OptionalDouble cpu, long megabytes, int times) {
        world.runner.metrics = new ProcessMetrics(cpu, OptionalLong.of(megabytes * MB), Duration.ofSeconds(1), 1,
                OptionalInt.empty(), OptionalLong.empty());
        for (int i = 0; i < times; i++) {
            world.supervisor.measure();
            world.loop.settle();
        }
        return this;
    }
}
