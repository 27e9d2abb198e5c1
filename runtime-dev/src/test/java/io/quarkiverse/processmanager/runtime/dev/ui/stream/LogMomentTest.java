package io.quarkiverse.processmanager.runtime.dev.ui.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.ProcessPhase;

class LogMomentTest {

    private final List<Passage> passages = new ArrayList<>();

    @Test
    void startTellsTheWaitTheStartAndTheFirstSuccess() {
        add(0, ProcessPhase.STOPPED, Health.UNKNOWN, false, 0, "not started yet");
        add(0, ProcessPhase.WAITING, Health.UNKNOWN, false, 0, "waiting for db (starting)");
        add(2000, ProcessPhase.STARTING, Health.UNKNOWN, false, 1, "being started");
        add(2005, ProcessPhase.STARTING, Health.UNKNOWN, true, 1, "waiting for its first successful check");
        add(2530, ProcessPhase.STARTING, Health.HEALTHY, true, 1, "");
        add(2530, ProcessPhase.RUNNING, Health.HEALTHY, true, 1, "up and healthy after 525 ms");

        assertThat(lines(Map.of("db", Condition.HEALTHY))).containsExactly("0 1 waiting waits for db", "2005 1 started started",
                "2530 1 healthy healthy after 525 ms");
    }

    @Test
    void processWithoutACheckIsUpAfterItsWindow() {
        add(0, ProcessPhase.WAITING, Health.UNCHECKED, false, 0, "");
        add(0, ProcessPhase.STARTING, Health.UNCHECKED, false, 1, "being started");
        add(10, ProcessPhase.STARTING, Health.UNCHECKED, true, 1, "started");
        add(1010, ProcessPhase.RUNNING, Health.UNCHECKED, true, 1, "up, it has no health check");

        assertThat(lines(Map.of())).containsExactly("10 1 started started", "1010 1 up up after 1.0 s");
    }

    @Test
    void taskIsStartedOnly() {
        add(0, ProcessPhase.STARTING, Health.UNCHECKED, false, 1, "being started");
        add(10, ProcessPhase.RUNNING, Health.UNCHECKED, true, 1, "running");
        add(900, ProcessPhase.RUNNING, Health.UNCHECKED, false, 1, "running");
        add(901, ProcessPhase.COMPLETED, Health.UNCHECKED, false, 1, "exited with 0 after 890 ms");

        assertThat(lines(Map.of())).containsExactly("10 1 started started");
    }

    @Test
    void restartSaysWhy() {
        add(0, ProcessPhase.RUNNING, Health.HEALTHY, true, 1, "up");
        add(5000, ProcessPhase.STOPPING, Health.HEALTHY, true, 1, "env.LEVEL has changed");
        add(5100, ProcessPhase.STARTING, Health.UNKNOWN, false, 2, "being started");
        add(5110, ProcessPhase.STARTING, Health.UNKNOWN, true, 2, "waiting");
        add(5300, ProcessPhase.RUNNING, Health.HEALTHY, true, 2, "up");

        assertThat(lines(Map.of())).endsWith("5000 1 stopping restarts: env.LEVEL has changed",
                "5110 2 started started", "5300 2 healthy healthy after 190 ms");
    }

    @Test
    void stopIsNoRestartUntilAStartFollows() {
        add(0, ProcessPhase.RUNNING, Health.UNCHECKED, true, 1, "up");
        add(100, ProcessPhase.STOPPING, Health.UNCHECKED, true, 1, "stopped on request");
        add(200, ProcessPhase.STOPPED, Health.UNCHECKED, false, 1, "stopped");
        add(9000, ProcessPhase.STARTING, Health.UNCHECKED, false, 2, "being started");

        assertThat(lines(Map.of())).containsExactly("0 1 started started", "100 1 stopping stopped on request");
    }

    @Test
    void crashTellsTheNextStartOrThatThereIsNone() {
        add(0, ProcessPhase.RUNNING, Health.UNCHECKED, true, 1, "up");
        add(100, ProcessPhase.BACKOFF, Health.UNCHECKED, false, 1, "exited with 1, next start in 300 ms");
        add(400, ProcessPhase.WAITING, Health.UNCHECKED, false, 1, "");
        add(407, ProcessPhase.STARTING, Health.UNCHECKED, false, 2, "being started");
        add(410, ProcessPhase.RUNNING, Health.UNCHECKED, true, 2, "running");
        add(500, ProcessPhase.FAILED, Health.UNCHECKED, false, 2, "gave up after 1 restart");

        // The dependency is ready, so the process waits for nothing.
        assertThat(lines(Map.of("db", Condition.HEALTHY))).containsExactly("0 1 started started",
                "100 1 backoff exited with 1, next start in 300 ms", "410 2 started started",
                "500 2 failed has failed: gave up after 1 restart");
    }

    @Test
    void healthThatComesAndGoesIsTold() {
        add(0, ProcessPhase.RUNNING, Health.HEALTHY, true, 1, "up");
        add(100, ProcessPhase.RUNNING, Health.UNHEALTHY, true, 1, "connection refused");
        add(200, ProcessPhase.RUNNING, Health.HEALTHY, true, 1, "up");

        assertThat(lines(Map.of())).endsWith("100 1 unhealthy unhealthy: connection refused", "200 1 healthy healthy again");
    }

    private void add(long millis, ProcessPhase phase, Health health, boolean alive, long incarnation, String why) {
        passages.add(new Passage(Instant.ofEpochMilli(millis), phase, health, alive, incarnation, why, Optional.empty()));
    }

    private List<String> lines(Map<String, Condition> waitsFor) {
        return LogMoment.of("api", passages, waitsFor).stream()
                .map(moment -> moment.at() + " " + moment.incarnation() + " " + moment.kind() + " " + moment.text()).toList();
    }
}
