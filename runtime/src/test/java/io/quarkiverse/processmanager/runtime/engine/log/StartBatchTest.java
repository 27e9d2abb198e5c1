package io.quarkiverse.processmanager.runtime.engine.log;

import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class StartBatchTest {

    private static final Instant BEGIN = Instant.EPOCH;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Exit EXIT = Exits.of(3, Optional.empty(), BEGIN, SECOND);

    private final Map<String, ProcessStatus> statuses = new HashMap<>();
    private final StartBatch batch = new StartBatch();
    private Instant now = BEGIN;

    @Test
    void theSummaryComesWithTheLastProcess() {
        begin("db", "api");

        assertThat(up("db")).isEmpty();
        now = BEGIN.plusSeconds(3);
        assertThat(up("api")).hasValue("2 processes ready in 3.0 s; slowest: db 1.0 s");
        assertThat(batch.contains("db")).isFalse();
        assertThat(up("api")).isEmpty();
    }

    @Test
    void oneProcessHasNoSummary() {
        begin("db");

        assertThat(up("db")).isEmpty();
        assertThat(batch.contains("db")).isFalse();
    }

    @Test
    void aProcessThatFailsOnceIsStillStarting() {
        begin("db", "api");
        up("db");

        assertThat(crash("api", 1)).isEmpty();
        assertThat(starting("api")).isEmpty();
        assertThat(up("api")).isPresent();
    }

    @Test
    void aProcessThatFailsAgainAndThoseThatWaitForItEndTheStart() {
        begin("db", "api", "web");
        phase("web", WAITING);
        up("db");

        crash("api", 1);
        starting("api");
        assertThat(crash("api", 2))
                .hasValue("1 of 3 processes ready in 0 ms; restarting: api; waiting: web");
    }

    @Test
    void aProcessThatStartsAgainWhileOthersStartIsAwaited() {
        begin("db", "api");

        crash("api", 2);
        starting("api");
        assertThat(up("db")).isEmpty();
        assertThat(up("api")).hasValue("2 processes ready in 0 ms; slowest: db 1.0 s");
    }

    @Test
    void aFailureWithItsChainEndsTheStart() {
        begin("db", "api");
        phase("api", STARTING);

        assertThat(failed("db", Reason.EXITED)).isEmpty();
        assertThat(failed("api", Reason.DEPENDENCY_FAILED))
                .hasValue("0 of 2 processes ready after 0 ms; failed: db; not started: api");
    }

    @Test
    void processesThatStartLaterJoin() {
        begin("db", "api");
        up("db");

        batch.begin(List.of("web"), List.of("db", "api", "web"), BEGIN.plusSeconds(5));
        assertThat(up("api")).isEmpty();
        now = BEGIN.plusSeconds(6);
        assertThat(up("web")).hasValueSatisfying(line -> assertThat(line).startsWith("3 processes ready in 6.0 s"));
    }

    @Test
    void aRemovedProcessIsNotAwaited() {
        begin("db", "api", "old");

        batch.begin(List.of(), List.of("db", "api"), BEGIN);
        up("db");
        assertThat(up("api")).isPresent();
    }

    @Test
    void otherProcessesDoNotCount() {
        begin("db", "api");
        up("db");

        assertThat(up("web")).isEmpty();
    }

    private void begin(String... ids) {
        batch.begin(List.of(ids), List.of(ids), BEGIN);
        for (String id : ids) {
            phase(id, STARTING);
        }
    }

    private Optional<String> up(String id) {
        return batch.after(new ProcessEvent.Running(id, 1, now, SECOND, Health.UNCHECKED), statuses);
    }

    private Optional<String> starting(String id) {
        return batch.after(new ProcessEvent.Starting(id, 2, now), statuses);
    }

    private Optional<String> crash(String id, int restarts) {
        return batch.after(new ProcessEvent.Crashed(id, 1, now, EXIT, "exited with 3", true, restarts, OptionalInt.of(5),
                SECOND), statuses);
    }

    private Optional<String> failed(String id, Reason reason) {
        return batch.after(new ProcessEvent.GaveUp(id, 1, now, reason, "why", List.of()), statuses);
    }

    private void phase(String id, ProcessPhase phase) {
        statuses.put(id, new ProcessStatus(id, id, Optional.empty(), phase, BEGIN, Health.UNCHECKED, "", OptionalLong.empty(),
                1, Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0));
    }
}
