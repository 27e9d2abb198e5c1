package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

class StopProgressTest {

    private static final Instant NOW = Instant.EPOCH.plusMillis(4200);

    @Test
    void theFirstLineComesSoonAndThePausesGrow() {
        assertThat(IntStream.range(0, 6).mapToObj(line -> StopProgress.pauseBefore(line).toSeconds()))
                .containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(StopProgress.pauseBefore(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theLineNamesWhatStopsSinceWhenAndUntilWhen() {
        assertThat(StopProgress.waiting(List.of(status("db", ProcessPhase.STOPPING)), NOW))
                .isEqualTo("stopping db: 4 s, KILL in 6 s");
        assertThat(StopProgress.waiting(List.of(status("db", ProcessPhase.KILLING)), NOW))
                .isEqualTo("killing db: 4 s");
    }

    @Test
    void theOthersFollow() {
        assertThat(StopProgress.waiting(List.of(status("cache", ProcessPhase.RUNNING), status("db", ProcessPhase.STOPPING),
                status("log", ProcessPhase.RUNNING)), NOW))
                .isEqualTo("stopping db: 4 s, KILL in 6 s; then cache, log");
    }

    @Test
    void aProcessWhoseTurnHasNotComeIsAwaited() {
        assertThat(StopProgress.waiting(List.of(status("db", ProcessPhase.RUNNING)), NOW)).isEqualTo("waiting for db");
    }

    private static ProcessStatus status(String id, ProcessPhase phase) {
        return new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, Health.UNKNOWN, "why", OptionalLong.of(1), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.of(Instant.EPOCH.plusSeconds(10)), 0);
    }
}
