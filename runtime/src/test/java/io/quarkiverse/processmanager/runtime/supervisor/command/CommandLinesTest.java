package io.quarkiverse.processmanager.runtime.supervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;

class CommandLinesTest {

    private final CommandLines lines = new CommandLines();
    private final EventSource.EndingFeed<LogLine> reader = lines.follow(() -> {
    });

    private void add(long from, long to, String text) {
        for (long number = from; number <= to; number++) {
            lines.add(new LogLine("db", 1, number, Instant.EPOCH, LogLine.Stream.STDOUT, text));
        }
    }

    private List<Long> next(int most) {
        return reader.next(most).stream().map(LogLine::sequence).toList();
    }

    @Test
    void aReaderReceivesEachLineOnceAndInOrder() {
        add(1, 5, "x");

        assertThat(next(2)).containsExactly(1L, 2L);
        add(6, 6, "x");
        assertThat(next(3)).containsExactly(3L, 4L, 5L);
        assertThat(next(10)).containsExactly(6L);
        assertThat(next(10)).isEmpty();
        assertThat(reader.lost()).isZero();
    }

    @Test
    void theLinesThatASlowReaderLosesAreCounted() {
        add(1, 1, "x");
        assertThat(next(10)).containsExactly(1L);

        add(2, 21, "y".repeat(100_000));

        List<Long> kept = next(100);
        assertThat(kept).isNotEmpty().endsWith(21L);
        assertThat(reader.lost()).isEqualTo(kept.get(0) - 2);
    }
}
