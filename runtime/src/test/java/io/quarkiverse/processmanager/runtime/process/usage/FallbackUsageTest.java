package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Falls back to the JDK where OSHI cannot be loaded. */
class FallbackUsageTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final long self = ProcessHandle.current().pid();

    @Test
    void theBestSourceIsReadAsLongAsItWorks() {
        FakeUsage best = new FakeUsage();
        best.start(7);
        UsageSource source = fallback(() -> best);

        assertThat(opened).as("nothing is loaded before it is needed").hasValue(0);
        assertThat(source.read(List.of(entry(7)))).containsOnlyKeys(7L);
        assertThat(source.read(List.of(entry(7)))).containsOnlyKeys(7L);
        assertThat(opened).hasValue(1);
    }

    @Test
    void aSourceThatCannotBeOpenedIsNotTriedAgain() {
        assertOnlyCpuTime(fallback(() -> {
            throw new NoClassDefFoundError("oshi/SystemInfo");
        }));
        assertOnlyCpuTime(fallback(() -> {
            throw new IllegalStateException("this system is not known");
        }));
    }

    @Test
    void aSourceThatFailsLaterIsNotTriedAgain() {
        AtomicInteger reads = new AtomicInteger();

        assertOnlyCpuTime(fallback(() -> processes -> {
            reads.incrementAndGet();
            throw new ExceptionInInitializerError("no native library");
        }));

        assertThat(reads).hasValue(1);
    }

    private UsageSource fallback(Supplier<UsageSource> best) {
        opened.set(0);
        return new FallbackUsage(() -> {
            opened.incrementAndGet();
            return best.get();
        });
    }

    private static ProcessEntry entry(long pid) {
        return new ProcessEntry(new ProcessId(pid, 5), 1, pid, pid, 'S', 0, false);
    }

    private void assertOnlyCpuTime(UsageSource source) {
        for (int i = 0; i < 3; i++) {
            Map<Long, Usage> usages = source.read(List.of(entry(self)));
            assertThat(usages).containsOnlyKeys(self);
            assertThat(usages.get(self).cpuMillis()).isPositive();
            assertThat(usages.get(self).memoryBytes()).isEqualTo(OptionalLong.empty());
        }
        assertThat(opened).hasValue(1);
    }
}
