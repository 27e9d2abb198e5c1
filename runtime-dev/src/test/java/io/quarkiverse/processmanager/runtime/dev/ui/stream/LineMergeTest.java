package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;

class LineMergeTest {

    private final LineMerge merge = new LineMerge();

    @Test
    void linesOfSeveralProcessesComeInTheOrderOfTheirTimes() {
        merge.open("a", 1);
        merge.open("b", 1);
        add("a", 0, 10);
        add("a", 1, 30);
        add("b", 0, 20);
        add("b", 1, 40);

        assertThat(texts(merge.take(10))).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    void historyWaitsForTheHistoryOfOthers() {
        merge.open("a", 1);
        merge.open("b", 0);
        add("a", 0, 10);
        add("a", 1, 30);

        assertThat(texts(merge.take(10))).isEmpty();

        add("b", 0, 20);
        assertThat(texts(merge.take(10))).containsExactly("a0", "b0", "a1");
    }

    @Test
    void processWithoutHistoryDoesNotHoldBackOthers() {
        merge.open("a", 0);
        merge.open("b", -1);
        add("a", 0, 10);

        assertThat(texts(merge.take(10))).containsExactly("a0");
    }

    @Test
    void removedProcessDoesNotHoldBackOthers() {
        merge.open("a", 0);
        merge.open("b", 7);
        add("a", 0, 10);
        merge.giveUp("b");

        assertThat(texts(merge.take(10))).containsExactly("a0");
    }

    @Test
    void batchHasAtMostTheRequestedLines() {
        merge.open("a", 2);
        add("a", 0, 10);
        add("a", 1, 20);
        add("a", 2, 30);

        assertThat(texts(merge.take(2))).containsExactly("a0", "a1");
        assertThat(texts(merge.take(2))).containsExactly("a2");
    }

    @Test
    void gapIsCountedOnceAndForItsProcess() {
        merge.open("a", -1);
        merge.open("b", -1);
        add("a", 5, 10);
        add("a", 9, 20);
        add("b", 3, 30);

        assertThat(merge.take(10).dropped()).isEqualTo(Map.of("a", 3L));

        add("a", 10, 40);
        assertThat(merge.take(10).dropped()).isEmpty();
    }

    @Test
    void processThatWasCreatedAgainHasNoGap() {
        merge.open("a", -1);
        add("a", 100, 10);
        add("a", 0, 20);

        assertThat(merge.take(10).dropped()).isEmpty();
    }

    private void add(String id, long sequence, long millis) {
        merge.add(new LogLine(id, 1, sequence, Instant.ofEpochMilli(millis), LogLine.Stream.STDOUT, id + sequence));
    }

    private static List<String> texts(LogBatch batch) {
        return batch.lines().stream().map(LogBatch.Line::text).toList();
    }
}
