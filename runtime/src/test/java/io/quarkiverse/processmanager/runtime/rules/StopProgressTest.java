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
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

class StopProgressTest {

    private static final Instant NOW = Instant.EPOCH.plusMillis(4200);
    private static final Plan PLAN = Plan.of(List.of(ProcessDefinition.builder("db").command("run")
            .stop(stop -> stop.timeout(Duration.ofSeconds(10))).build()));

    @Test
    void theFirstLineComesSoonAndThePausesGrow() {
        assertThat(IntStream.range(0, 6).mapToObj(line -> StopProgress.pauseBefore(line).toSeconds()))
                .containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
        assertThat(StopProgress.pauseBefore(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theLineNamesWhatStopsSinceWhenAndUntilWhen() {
        assertThat(StopProgress.waiting(List.of(status("db", ProcessPhase.STOPPING)), PLAN, NOW))
                .isEqualTo("waiting for db: stopping, 4.2 s, killed after 10.0 s at the latest");
        assertThat(StopProgress.waiting(List.of(status("db", ProcessPhase.KILLING)), PLAN, NOW))
                .isEqualTo("waiting for db: killed, 4.2 s");
    }

    @Test
    void theOthersFollow() {
        assertThat(StopProgress.waiting(List.of(status("cache", ProcessPhase.RUNNING), status("db", ProcessPhase.STOPPING),
                status("log", ProcessPhase.RUNNING)), PLAN, NOW))
                .isEqualTo("waiting for db: stopping, 4.2 s, killed after 10.0 s at the latest; then cache, log");
    }

    private static ProcessStatus status(String id, ProcessPhase phase) {
        return new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, Health.UNKNOWN, "why", OptionalLong.of(1), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0);
    }
}
