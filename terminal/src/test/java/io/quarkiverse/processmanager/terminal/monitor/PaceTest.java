package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = Long.MAX_VALUE - 5;
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace(START);

    @Test
    void drawsTheFirstFrameAtOnce() {
        assertThat(pace.isDue(START)).isTrue();
    }

    @Test
    void withoutAChangeItDoesNotDrawAndDoesNotWake() {
        pace.drawn(START);
        pace.waited(START + Duration.ofMinutes(10).toNanos(), false);

        assertThat(pace.isDue(START + Duration.ofMinutes(10).toNanos())).isFalse();
        assertThat(pace.wakeAt(false) - START).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void changesAreDrawnThirtyTimesInASecond() {
        pace.drawn(START);
        pace.changed();

        assertThat(pace.isDue(START + 32 * MILLI)).isFalse();
        assertThat(pace.isDue(START + 33 * MILLI)).isTrue();
        assertThat(pace.newsAt() - START).isEqualTo(33 * MILLI);
        assertThat(pace.wakeAt(false) - START).isEqualTo(33 * MILLI);
    }

    @Test
    void aKeyIsDrawnSooner() {
        pace.drawn(START);
        pace.keyed();

        assertThat(pace.isDue(START + 8 * MILLI)).isTrue();
        assertThat(pace.wakeAt(true) - START).isEqualTo(8 * MILLI);
    }

    @Test
    void uptimesAreDrawnOnceInASecond() {
        pace.drawn(START);
        pace.waited(START + 999 * MILLI, true);
        assertThat(pace.isDue(START + 999 * MILLI)).isFalse();

        pace.waited(START + 1_000 * MILLI, true);

        assertThat(pace.isDue(START + 1_000 * MILLI)).isTrue();
        assertThat(pace.wakeAt(true) - START).isEqualTo(33 * MILLI);
        pace.drawn(START + 1_000 * MILLI);
        assertThat(pace.wakeAt(true) - START).isEqualTo(2_000 * MILLI);
    }
}
