package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ScanIntervalTest {

    private static final long NOW = 1_000_000_000_000L;

    private final ScanInterval interval = ScanInterval.stopping();

    @Test
    void theTimeBetweenTwoScansGrowsToALimit() {
        for (int scan = 0; scan < 20; scan++) {
            interval.scanned(NOW);
        }

        assertThat(interval.dueNanos()).isEqualTo(NOW + millis(50));
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
