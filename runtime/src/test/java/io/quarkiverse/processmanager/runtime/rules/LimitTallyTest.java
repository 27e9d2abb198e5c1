package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkiverse.processmanager.runtime.definition.UsageLimitSettings;

class LimitTallyTest {

    private static final long MB = 1024 * 1024;
    private static final UsageLimits LIMITS = limits(2, Action.WARN);
    private static final OptionalDouble NO_CPU = OptionalDouble.empty();
    private static final OptionalLong NO_MEMORY = OptionalLong.empty();

    @Test
    void itTakesThatManyInARow() {
        assertThat(tally(LIMITS, memory(501)).isOver()).isFalse();
        assertThat(tally(LIMITS, memory(501), memory(500), memory(501)).isOver()).isFalse();
        assertThat(tally(LIMITS, memory(501), memory(501)).isOver()).isTrue();
        assertThat(tally(LIMITS, memory(501), memory(501), memory(501)).isOver()).isTrue();
    }

    @Test
    void oneWithinTheLimitsEndsIt() {
        assertThat(tally(LIMITS, memory(501), memory(501), memory(501), memory(500)).isOver()).isFalse();
    }

    @Test
    void memoryAndCpuAreCountedEachByItself() {
        assertThat(tally(LIMITS, usage(501, 50), usage(400, 91)).isOver()).isFalse();
        assertThat(tally(LIMITS, usage(501, 91), usage(400, 91)).isOver()).isTrue();
    }

    @Test
    void whatIsAbsentDoesNotCount() {
        ProcessMetrics nothing = metrics(NO_MEMORY, NO_CPU);

        assertThat(tally(LIMITS, cpu(91), nothing).isOver()).isFalse();
        assertThat(tally(LIMITS, cpu(91), nothing, cpu(91)).isOver()).isTrue();
        assertThat(tally(LIMITS, cpu(91), cpu(91), nothing).isOver()).isTrue();
    }

    @Test
    void otherLimitsBeginAnew() {
        LimitTally over = tally(LIMITS, memory(501), memory(501));

        assertThat(over.with(memory(501), limits(2, Action.RESTART)).isOver()).isFalse();
        assertThat(over.with(memory(501), limits(1, Action.WARN)).isOver()).isTrue();
    }

    @Test
    void withoutLimitsOrAnActionNothingIsOver() {
        assertThat(tally(limits(1, Action.NONE), memory(501)).isOver()).isFalse();
        assertThat(tally(UsageLimitSettings.DEFAULT, memory(501), memory(501), memory(501)).isOver()).isFalse();
    }

    @Test
    void itSaysByHowMuch() {
        assertThat(tally(LIMITS, memory(501), memory(612)).why(memory(612)))
                .isEqualTo("over its limit: 612 MB of 500 MB for 2 samples");
        assertThat(tally(LIMITS, cpu(95), cpu(97.25)).why(cpu(97.25)))
                .isEqualTo("over its limit: 97.3 % of 90 % CPU for 2 samples");
        assertThat(tally(limits(1, Action.WARN), usage(501, 91)).why(usage(501, 91)))
                .isEqualTo("over its limit: 501 MB of 500 MB and 91 % of 90 % CPU for 1 sample");
    }

    private static LimitTally tally(UsageLimits limits, ProcessMetrics... measurements) {
        LimitTally tally = LimitTally.NONE;
        for (ProcessMetrics metrics : measurements) {
            tally = tally.with(metrics, limits);
        }
        return tally;
    }

    private static UsageLimits limits(int samples, Action action) {
        return new UsageLimitSettings(OptionalLong.of(500 * MB), OptionalDouble.of(90), samples, action);
    }

    private static ProcessMetrics memory(long megabytes) {
        return metrics(OptionalLong.of(megabytes * MB), NO_CPU);
    }

    private static ProcessMetrics cpu(double percent) {
        return metrics(NO_MEMORY, OptionalDouble.of(percent));
    }

    private static ProcessMetrics usage(long megabytes, double percent) {
        return metrics(OptionalLong.of(megabytes * MB), OptionalDouble.of(percent));
    }

    private static ProcessMetrics metrics(OptionalLong memory, OptionalDouble cpu) {
        return new ProcessMetrics(cpu, memory, Duration.ofSeconds(1), 1, OptionalInt.empty(), OptionalLong.empty());
    }
}
