package io.quarkiverse.processmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;

/** What a user sees who prints a value or concatenates it. */
class PrintedValuesTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final Exit EXIT = Exits.of(4, Optional.empty(), TIME, Duration.ofMillis(3200));
    private static final ProcessMetrics METRICS = new ProcessMetrics(OptionalDouble.of(12.5), OptionalLong.of(40 << 20),
            Duration.ofSeconds(250), 1, OptionalInt.of(12), OptionalLong.of(34));

    @Test
    void anExitIsDescribedWithItsUptime() {
        assertThat(EXIT).hasToString("exited with 4 after 3.2 s");
        assertThat(Exits.of(143, Optional.of("TERM"), TIME, Duration.ofMillis(5)))
                .hasToString("killed by SIGTERM (143) after 5 ms");
        assertThat(Exits.notStarted(Reason.ENOENT, "command not found: x", TIME))
                .hasToString("not started (ENOENT): command not found: x");
    }

    @Test
    void aMeasurementHasTheValuesThatAreThere() {
        assertThat(METRICS).hasToString("12.5 % CPU, 40 MB, 1 process, 12 threads, 34 open files, up 4 min 10 s");
        assertThat(new ProcessMetrics(OptionalDouble.empty(), OptionalLong.empty(), Duration.ZERO, 2, OptionalInt.empty(),
                OptionalLong.empty())).hasToString("2 processes, up 0 ms");
    }

    @Test
    void aLineHasItsProcessAndItsStream() {
        assertThat(new LogLine("db", 1, 7, TIME, LogLine.Stream.STDOUT, "ready")).hasToString("db: ready");
        assertThat(new LogLine("db", 1, 8, TIME, LogLine.Stream.STDERR, "slow")).hasToString("db (stderr): slow");
    }

    @Test
    void aStatusHasItsReason() {
        assertThat(status(Health.HEALTHY, OptionalLong.of(812), 2))
                .hasToString("db: running, health healthy, pid 812, 2 restarts (up and healthy after 132 ms)");
        assertThat(status(Health.UNCHECKED, OptionalLong.empty(), 0)).hasToString("db: running (up and healthy after 132 ms)");
    }

    @Test
    void anEventIsASentence() {
        assertThat(events().map(ProcessEvent::toString)).containsExactly(
                "process 'db' waits for a (starting), b (waiting)",
                "process 'db' is being started",
                "process 'db' has been started with pid 812",
                "process 'db' is up and healthy after 132 ms",
                "process 'db' is healthy again after 5 ms",
                "process 'db' is unhealthy: no answer",
                "process 'db' is stopped because its liveness check failed: no answer",
                "process 'db' may wait for an answer: Proceed?",
                "process 'db' uses " + METRICS,
                "process 'db' is over its limit; it is being restarted",
                "process 'db' is being stopped: stop was requested",
                "process 'db' is killed after 10.0 s: 812 postgres",
                "process 'db' has stopped: exited with 4 after 3.2 s",
                "process 'db' has crashed: exited with 4, attempt 1 of 5",
                "process 'db' has failed: gave up",
                "db: ready",
                "process 'db' has completed: exited with 4 after 3.2 s");
    }

    @Test
    void eachKindOfEventIsASentence() {
        Set<Class<?>> kinds = events().map(Object::getClass).collect(Collectors.toSet());

        assertThat(ProcessEvent.class.getPermittedSubclasses()).isSubsetOf(kinds);
    }

    @ParameterizedTest
    @MethodSource("values")
    void noValueShowsOptionalsOrSecrets(Object value) {
        assertThat(value.toString()).doesNotContain("Optional", "=PT", "s3cr3t", "\n").isNotBlank();
    }

    static Stream<Object> values() {
        ProcessDefinition full = ProcessDefinition.builder("db").command("postgres", "s3cr3t").cwd(Path.of("data"))
                .env("PASSWORD", "s3cr3t").user("ann").nice(3).ulimit("nofile", "100").port(80).dependsOn("a")
                .waitTimeout(Duration.ofSeconds(3)).stop(stop -> stop.command("pg_ctl", "s3cr3t"))
                .health(health -> health.command("pg_isready", "s3cr3t")).log(log -> log.file(file -> file.path(Path.of("x"))))
                .usageLimit(limit -> limit.memory(1)).build();
        ProcessDefinition bare = ProcessDefinition.builder("db").command("x").build();
        return Stream.concat(events().map(Object.class::cast), Stream.concat(Stream.of(full, bare).flatMap(
                definition -> Stream.of(definition, definition.command(), definition.execution(), definition.dependencies(),
                        definition.start(), definition.restart(), definition.stop(), definition.log(), definition.report(),
                        definition.usageLimits(), definition.healthCheck().map(Object::toString).orElse("none"))),
                Stream.of(EXIT, METRICS, ProbeResult.failure("no"), StopOptions.within(Duration.ofSeconds(3)),
                        new ProcessHistory.Passage(TIME, ProcessPhase.FAILED, Health.UNKNOWN, false, 1, "why",
                                Optional.of(Reason.EXITED)),
                        new ProcessHistory.Check(TIME, Duration.ofMillis(2), true, "fine", 1),
                        new ProcessHistory.End(EXIT, 1, true),
                        new ProcessHistory(List.of(), List.of(), List.of(), List.of()))));
    }

    private static Stream<ProcessEvent> events() {
        return Stream.of(new ProcessEvent.Waiting("db", 1, TIME, List.of("a (starting)", "b (waiting)")),
                new ProcessEvent.Starting("db", 1, TIME), new ProcessEvent.Started("db", 1, TIME, 812),
                new ProcessEvent.Running("db", 1, TIME, Duration.ofMillis(132), Health.HEALTHY),
                new ProcessEvent.Healthy("db", 1, TIME, Duration.ofMillis(5), true),
                new ProcessEvent.Unhealthy("db", 1, TIME, "no answer"),
                new ProcessEvent.LivenessFailed("db", 1, TIME, "no answer"),
                new ProcessEvent.AwaitingInput("db", 1, TIME, "Proceed?"), new ProcessEvent.Metrics("db", 1, TIME, METRICS),
                new ProcessEvent.OverLimit("db", 1, TIME, "over its limit", true),
                new ProcessEvent.Stopping("db", 1, TIME, "stop was requested"),
                new ProcessEvent.Killing("db", 1, TIME, Duration.ofSeconds(10), List.of("812 postgres")),
                new ProcessEvent.Stopped("db", 1, TIME, Optional.of(EXIT)),
                new ProcessEvent.Crashed("db", 1, TIME, EXIT, "exited with 4, attempt 1 of 5", true, 1, OptionalInt.of(5),
                        Duration.ZERO),
                new ProcessEvent.GaveUp("db", 1, TIME, Reason.EXITED, "gave up", List.of("last line")),
                new ProcessEvent.Output(new LogLine("db", 1, 1, TIME, LogLine.Stream.STDOUT, "ready")),
                new ProcessEvent.Completed("db", 1, TIME, EXIT, Optional.empty()));
    }

    private static ProcessStatus status(Health health, OptionalLong pid, int restarts) {
        return new ProcessStatus("db", "db", Optional.empty(), ProcessPhase.RUNNING, TIME, health,
                "up and healthy after 132 ms", pid, 1, Optional.of(TIME), restarts, Optional.of(EXIT), Optional.empty(),
                OptionalInt.of(80), Optional.of(METRICS), Optional.empty(), 0);
    }
}
