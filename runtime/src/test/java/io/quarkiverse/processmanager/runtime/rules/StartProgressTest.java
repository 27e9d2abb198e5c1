package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

class StartProgressTest {

    private static final Instant NOW = Instant.EPOCH.plusMillis(12_300);

    @Test
    void theFirstLineComesAfterAFewSecondsAndThePausesGrow() {
        assertThat(IntStream.range(0, 7).mapToObj(line -> StartProgress.pauseBefore(line).toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L);
        assertThat(StartProgress.pauseBefore(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theLineSaysWhatGoesOnSinceWhenAndWhatFollows() {
        assertThat(StartProgress.waiting(List.of(status("db", ProcessPhase.STARTING, "started")), Map.of(), NOW))
                .isEqualTo("starting db: 12 s");
        assertThat(StartProgress.waiting(List.of(status("api", ProcessPhase.WAITING, "waiting for db (backoff)"),
                status("db", ProcessPhase.BACKOFF, "exit 1"), status("seed", ProcessPhase.RUNNING, "running")), Map.of(), NOW))
                .isEqualTo("restarting db: attempt 2 in 4 s; running seed: 12 s; then api");
        assertThat(
                StartProgress.waiting(List.of(status("api", ProcessPhase.WAITING, "waiting for db (stopped)")), Map.of(), NOW))
                .isEqualTo("waiting for api");
    }

    /** The line must not send its reader to the output of a process that something else starts. */
    @Test
    void theLineSaysThatAProcessRunsElsewhere() {
        assertThat(StartProgress.waiting(List.of(status("db", ProcessPhase.STARTING, "runs elsewhere"),
                status("api", ProcessPhase.STARTING, "started")), Map.of("db", "postgres:5432"), NOW))
                .isEqualTo("waiting for db, which runs elsewhere, at postgres:5432: 12 s; starting api: 12 s");
    }

    @Test
    void theErrorHasTheReasonAndTheLastLinesOfTheOutput() {
        assertThat(StartProgress.failed(status("db", ProcessPhase.FAILED, "exited with 4"), List.of("one", "two")))
                .isEqualTo(
                        "cannot start the application: it needs process 'db', which has failed: exited with 4; the last lines "
                                + "of its output:\n    one\n    two");
        assertThat(StartProgress.failed(status("db", ProcessPhase.FAILED, "exited with 4"), List.of()))
                .isEqualTo("cannot start the application: it needs process 'db', which has failed: exited with 4");
    }

    @Test
    void theErrorAfterTheTimeLimitNamesTheSetting() {
        assertThat(
                StartProgress.timedOut(List.of(status("db", ProcessPhase.STARTING, "started as pid 7")), Duration.ofMinutes(2)))
                .isEqualTo(
                        "cannot start the application: process 'db' is not ready after 2 min 0 s: starting (started as pid 7); "
                                + "quarkus.process-manager.before-app-timeout is the limit");
    }

    private static ProcessStatus status(String id, ProcessPhase phase, String why) {
        return new ProcessStatus(id, id, Optional.of(ProcessKind.TASK), phase, Instant.EPOCH, Health.UNKNOWN, why,
                OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.of(NOW.plusMillis(3_700)), 2);
    }
}
