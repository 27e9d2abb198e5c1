package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

class EventLogTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Exit EXIT = Exits.of(0, Optional.empty(), NOW, GRACE);

    private boolean shown;
    private boolean dev;
    private Snapshot snapshot = Snapshot.EMPTY;
    private final List<Runnable> later = new ArrayList<>();
    private final EventLog log = new EventLog(() -> shown, () -> dev, failed -> false,
            (delay, task) -> later.add(task));
    private final Logger logger = Logger.getLogger("io.quarkiverse.processmanager");
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }
        }

        @Override
        public void flush() {
            // There is no buffer.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    @BeforeEach
    void capture() {
        logger.addHandler(handler);
    }

    @AfterEach
    void release() {
        logger.removeHandler(handler);
    }

    @Test
    void theTerminalThatShowsAStartReplacesTheLinesAboutItsProcesses() {
        shown = true;
        log.startBegins(List.of("db", "api"), List.of("db", "api", "web"), NOW);

        log.accept(up("db"), snapshot);
        log.accept(up("web"), snapshot);
        log.accept(up("api"), snapshot);
        log.accept(up("api"), snapshot);

        assertThat(lines).containsExactly("INFO process 'web' is up after 1.0 s", "INFO 2 processes ready in 0 ms; slowest: db"
                + " 1.0 s", "INFO process 'api' is up after 1.0 s");
    }

    @Test
    void withoutATerminalTheSummaryFollowsTheLines() {
        log.startBegins(List.of("db", "api"), List.of("db", "api"), NOW);

        log.accept(up("db"), snapshot);
        log.accept(up("api"), snapshot);

        assertThat(lines).containsExactly("INFO process 'db' is up after 1.0 s", "INFO process 'api' is up after 1.0 s",
                "INFO 2 processes ready in 0 ms; slowest: db 1.0 s");
    }

    @Test
    void aDeveloperGetsTheAddressesOnceWhenAllAreReady() {
        dev = true;
        ProcessDefinition ui = ProcessDefinition.builder("ui").command("serve").port(5173).urlScheme("http").build();
        Plan plan = Plan.of(List.of(ui, define("api")));
        Snapshot early = Snapshots.of(plan, Map.of("ui", running("ui")));
        Snapshot all = Snapshots.of(plan, Map.of("ui", running("ui"), "api", running("api")));

        start("ui", early);
        assertThat(lines).containsExactly("INFO process 'ui' is up after 1.0 s");
        start("api", all);
        assertThat(lines).last().isEqualTo("INFO Processes listen on: http://localhost:5173 (ui)");
        lines.clear();
        start("ui", all);

        assertThat(lines).containsExactly("INFO process 'ui' is up after 1.0 s");
    }

    @Test
    void theLogOfAnotherModeHasNoAddresses() {
        ProcessDefinition ui = ProcessDefinition.builder("ui").command("serve").port(5173).urlScheme("http").build();

        start("ui", Snapshots.of(Plan.of(List.of(ui)), Map.of("ui", running("ui"))));

        assertThat(lines).containsExactly("INFO process 'ui' is up after 1.0 s");
    }

    private void start(String id, Snapshot state) {
        log.startBegins(List.of(id), state.plan().ids(), NOW);
        log.accept(up(id), state);
    }

    private static ProcessStatus running(String id) {
        return new ProcessStatus(id, id, Optional.empty(), ProcessPhase.RUNNING, NOW, Health.UNCHECKED, "",
                OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), 0);
    }

    private static ProcessEvent up(String id) {
        return new ProcessEvent.Running(id, 1, NOW, Duration.ofSeconds(1), Health.UNCHECKED);
    }

    @Test
    void theStopOfOneThatIsAliveIsLogged() {
        stopping();
        stopped();

        assertThat(lines).containsExactly("INFO process 'db' has stopped");
    }

    @Test
    void theStopOfOneThatWasDoneLongAgoIsNot() {
        log.accept(new ProcessEvent.Completed("db", 1, NOW, EXIT, Optional.empty()), snapshot);
        lines.clear();

        stopped();

        assertThat(lines).isEmpty();
    }

    @Test
    void aKillIsNotReportedAgainAfterTheProcessHasCompleted() {
        stopping();
        killing();
        log.accept(new ProcessEvent.Completed("db", 1, NOW, EXIT, Optional.empty()), snapshot);
        lines.clear();

        stopped();

        assertThat(lines).isEmpty();
    }

    @Test
    void aKillIsNotReportedAgainAfterTheProcessHasFailed() {
        stopping();
        killing();
        gaveUp(Reason.UNHEALTHY);
        lines.clear();

        stopped();

        assertThat(lines).isEmpty();
    }

    @Test
    void theEndOfOneThatCouldNotBeKilledIsLogged() {
        stopping();
        killing();
        gaveUp(Reason.NOT_KILLED);
        lines.clear();

        stopped();

        assertThat(lines).containsExactly("INFO process 'db' has stopped: killed after 10.0 s");
    }

    @Test
    void aFailureIsOneLineWithAllThatDoNotStartBecauseOfIt() {
        snapshot = Snapshots.of(Plan.of(List.of(define("db"), define("api", "db"), define("web", "api"), define("old", "db"))),
                Map.of("db", failed("db", Reason.EXITED, NOW), "api", failed("api", Reason.DEPENDENCY_FAILED, NOW), "web",
                        failed("web", Reason.DEPENDENCY_FAILED, NOW), "old",
                        failed("old", Reason.DEPENDENCY_FAILED, NOW.minusSeconds(60))));

        gaveUp(Reason.EXITED);
        blocked("api");
        blocked("web");

        assertThat(lines).containsExactly("ERROR process 'db' has failed: why; not started because of that: api, web");
    }

    @Test
    void theFailedRunsOfAScheduleAreCountedInFewLines() {
        snapshot = Snapshots.of(Plan.of(List.of(ProcessDefinition.builder("tick").command("run")
                .schedule(schedule -> schedule.every(Duration.ofSeconds(1))).build())),
                Map.of("tick", failed("tick", Optional.of(ProcessKind.TASK), Reason.EXITED, NOW)));

        for (int run = 0; run < 12; run++) {
            log.accept(new ProcessEvent.GaveUp("tick", 1, NOW, Reason.EXITED, "why", List.of()), snapshot);
        }
        log.accept(new ProcessEvent.Completed("tick", 1, NOW, EXIT, Optional.empty()), snapshot);
        log.accept(new ProcessEvent.GaveUp("tick", 1, NOW, Reason.EXITED, "why", List.of()), snapshot);

        assertThat(lines.stream().filter(line -> line.startsWith("WARN"))).containsExactly(
                "WARN process 'tick' has failed: why; its schedule runs it again",
                "WARN process 'tick' has failed: why; 10 runs in a row have failed",
                "WARN process 'tick' has failed: why; its schedule runs it again");
        assertThat(lines).hasSize(4).noneMatch(line -> line.startsWith("ERROR")).element(2).asString()
                .endsWith("; the 12 runs before it failed");
    }

    @Test
    void aDependentThatFailsLaterHasALineOfItsOwn() {
        snapshot = Snapshots.of(Plan.of(List.of(define("db"), define("api", "db"))),
                Map.of("db", failed("db", Reason.EXITED, NOW), "api", failed("api", Reason.DEPENDENCY_FAILED, NOW)));
        gaveUp(Reason.EXITED);
        log.accept(new ProcessEvent.Waiting("api", 1, NOW, List.of("db")), snapshot);

        blocked("api");

        assertThat(lines).containsExactly("ERROR process 'db' has failed: why; not started because of that: api",
                "ERROR process 'api' has failed: db failed: why");
    }

    private void replicas(int count) {
        snapshot = Snapshots.of(Plan.of(Replicas.expand(List.of(ProcessDefinition.builder("worker").command("run")
                .replicas(count).build(), define("db")))), Map.of());
    }

    private static ProcessEvent crashed(String id, int code) {
        Exit exit = Exits.of(code, Optional.empty(), NOW, GRACE);
        return new ProcessEvent.Crashed(id, 1, NOW, exit, exit + ", attempt 1 of 5", true, 1, OptionalInt.of(5), GRACE);
    }

    @Test
    void theReplicasThatFailTogetherAreOneLine() {
        replicas(50);
        for (int index = 49; index >= 0; index--) {
            if (index != 7) {
                log.accept(crashed("worker-" + index, 1), snapshot);
            }
        }
        log.accept(crashed("worker-7", 2), snapshot);
        log.accept(crashed("db", 1), snapshot);
        later.forEach(Runnable::run);

        assertThat(lines).containsExactly("WARN process 'db': exited with 1 after 10.0 s, attempt 1 of 5",
                "WARN 49 replicas of process 'worker' have exited and start again: worker-0 to worker-6, worker-8 to worker-49;"
                        + " process 'worker-49': exited with 1 after 10.0 s, attempt 1 of 5",
                "WARN process 'worker-7': exited with 2 after 10.0 s, attempt 1 of 5");
    }

    @Test
    void theReplicasThatGiveUpTogetherAreOneLineWithAllThatDoNotStart() {
        List<ProcessDefinition> all = Replicas.expand(List.of(ProcessDefinition.builder("worker").command("run").replicas(2)
                .build(), define("web", "worker")));
        snapshot = Snapshots.of(Plan.of(all), Map.of("worker-0", failed("worker-0", Reason.EXITED, NOW), "worker-1",
                failed("worker-1", Reason.EXITED, NOW), "web", failed("web", Reason.DEPENDENCY_FAILED, NOW)));

        log.accept(new ProcessEvent.GaveUp("worker-0", 1, NOW, Reason.EXITED, "why", List.of("a", "b")), snapshot);
        log.accept(new ProcessEvent.GaveUp("worker-1", 1, NOW, Reason.EXITED, "why not", List.of("c")), snapshot);
        log.accept(new ProcessEvent.GaveUp("web", 1, NOW, Reason.DEPENDENCY_FAILED, "worker-0 failed", List.of()), snapshot);
        later.forEach(Runnable::run);

        assertThat(lines).containsExactly("ERROR 2 replicas of process 'worker' have failed: worker-0, worker-1; process"
                + " 'worker-0' has failed: why; not started because of that: web; the last lines of its output:\n    a\n    b");
    }

    @Test
    void theLinesAboutOneReplicaKeepTheirOrder() {
        replicas(2);

        log.accept(crashed("worker-0", 1), snapshot);
        log.accept(up("worker-1"), snapshot);
        log.accept(up("worker-0"), snapshot);
        later.forEach(Runnable::run);

        assertThat(lines).containsExactly("INFO process 'worker-1' is up after 1.0 s",
                "WARN process 'worker-0': exited with 1 after 10.0 s, attempt 1 of 5",
                "INFO process 'worker-0' is up after 1.0 s");
    }

    @Test
    void atTheEndNoFailureWaits() {
        replicas(2);
        log.accept(crashed("worker-0", 1), snapshot);

        log.writeAll();
        log.accept(crashed("worker-1", 1), snapshot);

        assertThat(lines).hasSize(2);
        later.forEach(Runnable::run);
        assertThat(lines).hasSize(2);
    }

    private static ProcessDefinition define(String id, String... dependencies) {
        return ProcessDefinition.builder(id).command("run").dependsOn(dependencies).build();
    }

    private static ProcessStatus failed(String id, Reason reason, Instant since) {
        return failed(id, Optional.empty(), reason, since);
    }

    private static ProcessStatus failed(String id, Optional<ProcessKind> kind, Reason reason, Instant since) {
        return new ProcessStatus(id, id, kind, ProcessPhase.FAILED, since, Health.UNKNOWN, "why",
                OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), Optional.of(reason), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), 0);
    }

    private void blocked(String id) {
        log.accept(new ProcessEvent.GaveUp(id, 1, NOW, Reason.DEPENDENCY_FAILED, "db failed: why", List.of()), snapshot);
    }

    private void stopping() {
        log.accept(new ProcessEvent.Stopping("db", 1, NOW, "stopped on request"), snapshot);
    }

    private void killing() {
        log.accept(new ProcessEvent.Killing("db", 1, NOW, GRACE, List.of("4711 sh")), snapshot);
    }

    @Test
    void aKillWithoutGraceSaysSo() {
        log.accept(new ProcessEvent.Killing("db", 1, NOW, Duration.ZERO, List.of("4711 sh")), snapshot);

        assertThat(lines).containsExactly("WARN process 'db' is killed at once; still alive: 4711 sh");
    }

    @Test
    void aFailureThatIsTheErrorOfTheStartHasNoLine() {
        log.waitBegins(Set.of("db", "cache"));
        gaveUp("db");
        gaveUp("cache");
        assertThat(lines).isEmpty();

        log.waitIsOver(Optional.of("db"));

        assertThat(lines).containsExactly("ERROR process 'cache' has failed: why");
    }

    @Test
    void theEventOfThatFailureCanComeAfterTheError() {
        log.waitBegins(Set.of("db"));
        log.waitIsOver(Optional.of("db"));

        gaveUp("db");
        gaveUp("db");

        assertThat(lines).as("the second one is another failure").hasSize(1);
    }

    @Test
    void aLaterFailureIsLogged() {
        log.waitBegins(Set.of("db", "cache"));
        log.waitIsOver(Optional.of("db"));
        log.accept(new ProcessEvent.Starting("db", 2, NOW), snapshot);
        lines.clear();

        gaveUp("db");
        gaveUp("cache");

        assertThat(lines).hasSize(2);
    }

    private void gaveUp(String id) {
        log.accept(new ProcessEvent.GaveUp(id, 1, NOW, Reason.EXITED, "why", List.of()), snapshot);
    }

    private void gaveUp(Reason reason) {
        log.accept(new ProcessEvent.GaveUp("db", 1, NOW, reason, "why", List.of()), snapshot);
    }

    private void stopped() {
        log.accept(new ProcessEvent.Stopped("db", 1, NOW, Optional.of(EXIT)), snapshot);
    }
}
