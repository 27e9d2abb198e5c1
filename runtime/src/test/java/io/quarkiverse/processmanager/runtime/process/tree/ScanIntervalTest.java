package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ScanIntervalTest {

    private static final long NOW = 1_000_000_000_000L;

    private final ScanInterval interval = ScanInterval.ROOT_ALONE.copy();

    @Test
    void theTimeBetweenTwoScansGrowsToALimit() {
        for (int scan = 0; scan < 20; scan++) {
            interval.scanned(NOW);
        }

        assertThat(interval.dueNanos()).isEqualTo(NOW + millis(250));
    }

    @Test
    void anIntervalOfAnotherKindBeginsAfterItsFirstScan() {
        interval.scanned(NOW);

        ScanInterval shorter = interval.as(ScanInterval.STOPPING, NOW);

        assertThat(shorter.dueNanos()).isEqualTo(NOW + millis(2));
        assertThat(shorter.as(ScanInterval.STOPPING, NOW)).isSameAs(shorter);
    }

    @Test
    void aScanThatIsInDoubtIsRepeatedSoon() {
        interval.scanned(NOW);
        interval.soon(NOW);

        assertThat(interval.dueNanos()).isEqualTo(NOW + millis(1));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
