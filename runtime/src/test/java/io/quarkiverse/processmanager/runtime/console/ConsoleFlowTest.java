package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;

class ConsoleFlowTest {

    private static final int LIMIT = 20;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final ConsoleFlow<Integer> flow = new ConsoleFlow<>();
    private long now;

    @Test
    void theLinesOfAStartAreShownAtOnce() {
        add(200);

        assertThat(take().lines()).hasSize(200);
        assertThat(flow.isEmpty()).isTrue();
    }

    @Test
    void ofAFloodTheNewestLinesAreShownWithTheNumberOfTheOthers() {
        add(50_000);

        Portion<Integer> portion = take();

        assertThat(portion.leftOut()).isEqualTo(49_800);
        assertThat(portion.lines()).hasSize(200).startsWith(49_800).endsWith(49_999);
    }

    @Test
    void aFloodThatGoesOnShowsCoherentPiecesOfASecond() {
        add(500);
        take();
        now += 500 * MILLI;
        add(30);

        assertThat(take().isEmpty()).as("half of a second").isTrue();

        now += 450 * MILLI;
        add(30);
        assertThat(take().isEmpty()).as("almost a second").isTrue();
        now += 60 * MILLI;
        add(1);
        Portion<Integer> portion = take();
        assertThat(portion.lines()).hasSize(20);
        assertThat(portion.leftOut()).isEqualTo(41);
    }

    @Test
    void theEndOfAFloodIsShownWhenTheProcessIsQuiet() {
        add(500);
        take();
        now += 200 * MILLI;
        add(500);

        assertThat(take().isEmpty()).isTrue();

        now += 101 * MILLI;
        Portion<Integer> portion = take();
        assertThat(portion.lines()).hasSize(6).endsWith(499);
        assertThat(portion.leftOut()).isEqualTo(494);
    }

    @Test
    void aNumberIsReportedAlsoWithoutALine() {
        add(500);
        take();
        flow.lost(300, now);
        assertThat(take().isEmpty()).as("lines may follow").isTrue();
        now += 101 * MILLI;

        assertThat(take()).isEqualTo(new Portion<>(300, java.util.List.of()));
        assertThat(flow.isEmpty()).isTrue();
    }

    @Test
    void withoutALimitAllLinesAreShownAsFarAsTheMemoryHoldsThem() {
        for (int i = 0; i < 12_000; i++) {
            flow.add(i, 0, now);
        }

        Portion<Integer> portion = flow.take(0, now);

        assertThat(portion.leftOut()).isEqualTo(2_000);
        assertThat(portion.lines()).hasSize(10_000);
    }

    @Test
    void theLastLinesAreShownWhateverTheLimitIs() {
        add(500);
        take();
        add(100);

        assertThat(flow.takeAtLeast(20, LIMIT, now)).satisfies(portion -> {
            assertThat(portion.lines()).hasSize(20).endsWith(99);
            assertThat(portion.leftOut()).isEqualTo(80);
        });
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            flow.add(i, LIMIT, now);
        }
    }

    private Portion<Integer> take() {
        return flow.take(LIMIT, now);
    }
}
