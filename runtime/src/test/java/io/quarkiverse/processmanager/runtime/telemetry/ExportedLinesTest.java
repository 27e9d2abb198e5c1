package io.quarkiverse.processmanager.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.LogLine;

/** Each line is exported once, and missing lines are counted. */
class ExportedLinesTest {

    private final ExportedLines lines = new ExportedLines();

    @Test
    void aLineIsNewOnceAndAGapIsCounted() {
        assertThat(lines.isNew(line(3, 0))).isTrue();
        assertThat(lines.isNew(line(4, 1))).isTrue();
        assertThat(lines.takeMissing("db")).isZero();

        assertThat(lines.isNew(line(3, 0))).isFalse();
        assertThat(lines.isNew(line(4, 1))).isFalse();
        assertThat(lines.isNew(line(10, 2))).isTrue();
        lines.lost("db", 2);

        assertThat(lines.takeMissing("db")).isEqualTo(7);
        assertThat(lines.takeMissing("db")).isZero();
    }

    @Test
    void aProcessThatIsCreatedAgainBeginsToCountAgain() {
        assertThat(lines.isNew(line(100, 0))).isTrue();

        assertThat(lines.isNew(line(1, 5))).isTrue();
        assertThat(lines.takeMissing("db")).isZero();
    }

    @Test
    void processesThatNoLongerExistAreForgotten() {
        for (int job = 0; job < 10_000; job++) {
            lines.isNew(line("job-" + job, 1, 0));
            lines.lost("job-" + job, 1);
            lines.keep(List.of("job-" + job));
        }

        assertThat(lines.size()).isLessThan(200);
        assertThat(lines.takeMissing("job-0")).isZero();
        assertThat(lines.takeMissing("job-9999")).isEqualTo(1);
    }

    private static LogLine line(long sequence, long second) {
        return line("db", sequence, second);
    }

    private static LogLine line(String id, long sequence, long second) {
        return new LogLine(id, 1, sequence, Instant.ofEpochSecond(second), LogLine.Stream.STDOUT, "text");
    }
}
