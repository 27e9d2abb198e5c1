package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class LineRateTest {

    private static final int LIMIT = 100;

    private final LineRate rate = new LineRate();
    private long now;

    @Test
    void theLinesOfTenSecondsFitAtOnce() {
        assertThat(admit(1_000, false)).isEqualTo(1_000);
        assertThat(admit(1, false)).isZero();
    }

    @Test
    void aFloodShowsTheNewestLinesOfASecondAtATime() {
        admit(1_000, false);

        after(500);
        assertThat(admit(50_000, false)).isZero();
        after(500);
        assertThat(admit(100_000, false)).isEqualTo(100);
        after(500);
        assertThat(admit(50_000, false)).isZero();
    }

    @Test
    void theEndOfAFloodShowsAsSoonAsTheProcessIsQuiet() {
        admit(1_000, false);

        after(200);

        assertThat(admit(50_000, true)).isEqualTo(20);
    }

    @Test
    void rareLinesAfterAFloodShowAtOnce() {
        admit(1_000, false);

        for (int i = 0; i < 100; i++) {
            after(20);
            assertThat(admit(1, false)).isEqualTo(1);
        }
    }

    @Test
    void withoutALimitEveryLineIsAdmitted() {
        assertThat(rate.admit(1_000_000, false, 0, now)).isEqualTo(1_000_000);
    }

    @Test
    void anotherLimitAppliesAtOnce() {
        admit(1_000, false);

        after(1_000);
        assertThat(rate.admit(500, false, 1_000, now)).isEqualTo(500);
        assertThat(rate.admit(10, false, 1, now)).isEqualTo(10);
        assertThat(rate.admit(10, false, 1, now)).isZero();
    }

    private long admit(long waiting, boolean quiet) {
        return rate.admit(waiting, quiet, LIMIT, now);
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
