package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

class UsageSampleTest {

    private static final Duration UPTIME = Duration.ofMinutes(3);
    private static final ProcessId ROOT = new ProcessId(10, 100);
    private static final ProcessId CHILD = new ProcessId(11, 150);

    private final UsageSample first = at(0, Map.of(ROOT, usage(1_000), CHILD, usage(500)));

    @Test
    void theFirstSampleHasNoCpuPercent() {
        ProcessMetrics metrics = first.since(Optional.empty(), UPTIME);

        assertThat(metrics.cpuPercent()).isEmpty();
        assertThat(metrics.memoryBytes()).hasValue(20);
        assertThat(metrics.threads()).hasValue(4);
        assertThat(metrics.openFiles()).hasValue(14);
        assertThat(metrics.processes()).isEqualTo(2);
        assertThat(metrics.uptime()).isEqualTo(UPTIME);
    }

    @Test
    void thePercentIsThatOfTheTimeBetweenTheSamplesOverAllMembers() {
        assertThat(cpu(at(2, Map.of(ROOT, usage(2_000), CHILD, usage(2_500))))).hasValue(150);
    }

    @Test
    void anIdleTreeUsesNothing() {
        assertThat(cpu(at(5, first.members()))).hasValue(0);
    }

    @Test
    void aMemberThatStartedMeanwhileCountsWithAllItsTime() {
        UsageSample next = at(2, Map.of(ROOT, usage(1_000), new ProcessId(12, 1_100), usage(400)));

        assertThat(cpu(next)).hasValue(20);
    }

    @Test
    void aMemberThatThePreviousSampleMissedDoesNotCountItsPast() {
        UsageSample next = at(2, Map.of(ROOT, usage(1_000), new ProcessId(12, 90), usage(90_000)));

        assertThat(cpu(next)).hasValue(0);
    }

    @Test
    void aReusedPidIsAnotherProcess() {
        UsageSample next = at(2, Map.of(ROOT, usage(1_000), new ProcessId(CHILD.pid(), 1_100), usage(100)));

        assertThat(cpu(next)).hasValue(5);
    }

    @Test
    void theEndOfAMemberNeverMakesThePercentNegative() {
        assertThat(cpu(at(2, Map.of(ROOT, usage(1_000))))).hasValue(0);
        assertThat(cpu(at(2, Map.of(ROOT, usage(900))))).as("a clock that goes back").hasValue(0);
    }

    @Test
    void aValueThatOneMemberLacksIsAbsentForTheTree() {
        Usage cpuOnly = new Usage(10, OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty());

        ProcessMetrics metrics = at(2, Map.of(ROOT, usage(1_000), CHILD, cpuOnly)).since(Optional.empty(), UPTIME);

        assertThat(metrics.memoryBytes()).isEmpty();
        assertThat(metrics.memoryMegabytes()).isEmpty();
        assertThat(metrics.threads()).isEmpty();
        assertThat(metrics.openFiles()).isEmpty();
    }

    @Test
    void twoSamplesInARowAreNotCompared() {
        UsageSample soon = new UsageSample(TimeUnit.MILLISECONDS.toNanos(499), 1_049, first.members());

        assertThat(soon.isTooSoonAfter(first)).isTrue();
        assertThat(at(1, first.members()).isTooSoonAfter(first)).isFalse();
    }

    private OptionalDouble cpu(UsageSample next) {
        return next.since(Optional.of(first), UPTIME).cpuPercent();
    }

    /** A sample so many seconds after the first one, which was at the tick 1000. */
    private static UsageSample at(long seconds, Map<ProcessId, Usage> members) {
        return new UsageSample(TimeUnit.SECONDS.toNanos(seconds), 1_000 + seconds * ProcessTable.TICKS_PER_SECOND, members);
    }

    private static Usage usage(long cpuMillis) {
        return new Usage(cpuMillis, OptionalLong.of(10), OptionalInt.of(2), OptionalLong.of(7));
    }
}
