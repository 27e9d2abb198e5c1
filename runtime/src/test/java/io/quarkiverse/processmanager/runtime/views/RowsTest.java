package io.quarkiverse.processmanager.runtime.views;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.KILLING;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

class RowsTest {

    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();

    @ParameterizedTest
    @CsvSource(textBlock = """
            STOPPED,   false, start
            WAITING,   false, forceStart stop
            STARTING,  false, stop restart kill
            STARTING,  true,  stop restart kill signal
            RUNNING,   true,  stop restart kill signal
            BACKOFF,   false, start stop
            STOPPING,  true,  kill signal
            KILLING,   true,  signal
            COMPLETED, false, start
            FAILED,    false, start
            """)
    void actionsAreThoseOfThePhase(ProcessPhase phase, boolean alive, String actions) {
        assertThat(Actions.of(status("a", phase, Health.UNCHECKED, alive))).containsExactly(actions.split(" "));
    }

    @Test
    void dependenciesThatAreNotMetBlockAWaitingProcess() {
        status("db", STARTING, Health.UNKNOWN);
        status("cache", RUNNING, Health.HEALTHY);
        status("api", WAITING, Health.UNCHECKED);

        ProcessRow api = row("api", Map.of("api", conditions("db", "cache")), define("api"));

        assertThat(api.blockedBy()).containsExactly("db");
        assertThat(api.dependsOn()).containsExactly(new ProcessRow.Wait("db", "healthy", false, false, false),
                new ProcessRow.Wait("cache", "healthy", true, false, false));
    }

    @Test
    void oneReplicaThatIsReadyIsEnoughWhereAnyIs() {
        status("worker-0", RUNNING, Health.HEALTHY);
        status("worker-1", FAILED, Health.UNKNOWN);
        status("db", STARTING, Health.UNKNOWN);
        status("web", WAITING, Health.UNCHECKED);
        status("all", WAITING, Health.UNCHECKED);
        Plan plan = Plan.of(Replicas.expand(List.of(define("worker").replicas(2).build(), define("db").build(),
                define("web").dependsOn(Dependency.onAny("worker")).dependsOn("db").build(),
                define("all").dependsOn("worker").dependsOn("db").build())));
        Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
        plan.definitions().forEach(one -> waitsFor.put(one.id(), plan.waitsFor(one)));

        Map<String, ProcessRow> rows = new Rows(plan.definitions(), waitsFor, RowFacts.NONE).of(statuses).rows().stream()
                .collect(Collectors.toMap(ProcessRow::id, row -> row));

        assertThat(rows.get("web").blockedBy()).containsExactly("db");
        assertThat(rows.get("web").dependsOn()).filteredOn(ProcessRow.Wait::any).extracting(ProcessRow.Wait::id)
                .containsExactlyInAnyOrder("worker-0", "worker-1");
        assertThat(rows.get("all").blockedBy()).containsExactlyInAnyOrder("worker-1", "db");
        assertThat(rows.get("worker-0").rank()).isGreaterThan(rows.get("web").rank());
        assertThat(rows.get("worker-1").rank()).isZero();
    }

    /** Each is a process of its own, so none of them is enough for the other one. */
    @Test
    void aProcessWithoutReplicasIsNoAlternativeWhereAnyIs() {
        status("db", RUNNING, Health.HEALTHY);
        status("cache", STARTING, Health.UNKNOWN);
        status("web", WAITING, Health.UNCHECKED);
        Plan plan = Plan.of(Replicas.expand(List.of(define("db").build(), define("cache").build(),
                define("web").dependsOn(Dependency.onAny("db")).dependsOn(Dependency.onAny("cache")).build())));
        Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
        plan.definitions().forEach(one -> waitsFor.put(one.id(), plan.waitsFor(one)));

        ProcessRow web = new Rows(plan.definitions(), waitsFor, RowFacts.NONE).of(statuses).rows().stream()
                .filter(row -> row.id().equals("web")).findFirst().orElseThrow();

        assertThat(web.blockedBy()).containsExactly("cache");
    }

    @Test
    void completedTaskIsDone() {
        status("seed", COMPLETED, Health.UNCHECKED);
        assertThat(row("seed", Map.of(), define("seed")).state()).isEqualTo("COMPLETED");

        assertThat(task(Exits.of(0, Optional.empty(), Instant.EPOCH, Duration.ZERO)).kind()).isEqualTo("task");
        assertThat(task(Exits.of(0, Optional.empty(), Instant.EPOCH, Duration.ZERO)).state()).isEqualTo("DONE");
    }

    @Test
    void skippedTaskIsSkipped() {
        ProcessRow seed = task(Exits.skipped(Path.of("seeded"), Instant.EPOCH));

        assertThat(seed.state()).isEqualTo("SKIPPED");
        assertThat(seed.lastExit().orElseThrow().text()).isEqualTo("skipped: seeded exists");
        assertThat(seed.lastExit().orElseThrow().expected()).isTrue();
    }

    @Test
    void theRunsOfATaskAreShown() {
        Exit exit = Exits.of(3, Optional.empty(), Instant.EPOCH, Duration.ofMillis(3200));
        statuses.put("seed", new ProcessStatus("seed", "seed", Optional.of(ProcessKind.TASK), FAILED, Instant.EPOCH,
                Health.UNCHECKED, "exited with 3 after 3.2 s", OptionalLong.empty(), 1, Optional.empty(), 0, Optional.of(exit),
                Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0, Optional.of(new TaskRuns(
                        Optional.of(new TaskRun(exit, false, List.of("-v"))), Optional.of(Instant.EPOCH), true)),
                Health.UNCHECKED));

        ProcessRow row = row("seed", Map.of(), define("seed"));

        assertThat(row.lastRun()).contains(new ProcessRow.LastRun("exited with 3", false, 0, 3200, List.of("-v")));
        assertThat(row.nextRun()).hasValue(0);
        assertThat(row.queued()).isTrue();
        assertThat(row.why()).startsWith("exited with 3 after 3.2 s; next run at 19");
        assertThat(row.actions()).contains("start", "run");
    }

    private ProcessRow task(Exit exit) {
        statuses.put("seed", new ProcessStatus("seed", "seed", Optional.of(ProcessKind.TASK), COMPLETED, Instant.EPOCH,
                Health.UNCHECKED, "", OptionalLong.empty(), 1, Optional.empty(), 0, Optional.of(exit), Optional.empty(),
                OptionalInt.empty(), Optional.empty(), Optional.empty(), 0));
        return row("seed", Map.of(), define("seed"));
    }

    @Test
    void failedDependenciesBlockAFailedProcess() {
        status("db", FAILED, Health.UNKNOWN);
        status("cache", STOPPED, Health.UNKNOWN);
        status("api", FAILED, Health.UNCHECKED);

        assertThat(row("api", Map.of("api", conditions("db", "cache")), define("api")).blockedBy()).containsExactly("db");
    }

    @Test
    void dependentsAreTheProcessesThatWaitForTheRow() {
        status("db", RUNNING, Health.HEALTHY);
        status("api", RUNNING, Health.UNCHECKED);

        assertThat(row("db", Map.of("api", conditions("db"), "db", Map.of()), define("db")).dependents())
                .containsExactly("api");
    }

    @Test
    void failedBackoffAndUnhealthyProcessesAreDown() {
        status("a", FAILED, Health.UNKNOWN);
        status("b", BACKOFF, Health.UNKNOWN);
        status("c", RUNNING, Health.UNHEALTHY);
        status("d", RUNNING, Health.HEALTHY);
        status("e", COMPLETED, Health.UNCHECKED);
        status("f", STOPPED, Health.UNCHECKED);
        status("g", STOPPING, Health.UNCHECKED);
        status("h", KILLING, Health.UNCHECKED);

        Overview overview = rows(Map.of(), define("a"), define("b"), define("c"), define("d"), define("e"), define("f"),
                define("g"), define("h")).of(statuses);

        assertThat(overview.rows()).filteredOn(ProcessRow::down).extracting(ProcessRow::id).containsExactly("a", "b", "c");
        assertThat(overview.counts()).isEqualTo(new Counts(3, 1, 1, 2, 1));
        assertThat(overview.counts().total()).isEqualTo(8);
        assertThat(overview.counts().text()).isEqualTo("3 down, 1 running, 1 done, 2 on the way, 1 stopped");
    }

    @Test
    void aDependencyThatIsDownHasFailed() {
        status("db", FAILED, Health.UNKNOWN);
        status("api", FAILED, Health.UNCHECKED);

        assertThat(row("api", Map.of("api", conditions("db")), define("api")).dependsOn())
                .containsExactly(new ProcessRow.Wait("db", "healthy", false, true, false));
    }

    @Test
    void onlyAFailedProcessHasItsDecidingLineAsTheCause() {
        RowFacts facts = new RowFacts() {

            @Override
            public RowSource source(String id) {
                return RowSource.CODE;
            }

            @Override
            public LastStart lastStart(String id) {
                return LastStart.of(List.of("starting", "  OSError: Address already in use  ", "bye"));
            }
        };
        status("a", FAILED, Health.UNKNOWN);
        status("b", BACKOFF, Health.UNKNOWN);
        status("c", RUNNING, Health.UNHEALTHY);

        List<ProcessRow> rows = new Rows(List.of(define("a").build(), define("b").build(), define("c").build()), Map.of(),
                facts)
                .of(statuses).rows();

        assertThat(rows).extracting(row -> row.cause().orElse("none"))
                .containsExactly("OSError: Address already in use", "OSError: Address already in use", "none");
        assertThat(rows).extracting(ProcessRow::source).containsOnly(RowSource.CODE);
    }

    @Test
    void aRowHasTheFurtherPortsByName() {
        status("a", RUNNING, Health.UNCHECKED);

        assertThat(row("a", Map.of(), define("a").port(3000)).ports()).isEmpty();
        assertThat(row("a", Map.of(), define("a").port(3000).port("admin", 3001)).ports()).isEqualTo(Map.of("admin", 3001));
    }

    @Test
    void aProcessAfterTheApplicationStartsLaterUntilItHasBeenStarted() {
        statuses.put("a", stopped(0));
        assertThat(row("a", Map.of(), define("a").startPhase(StartPhase.AFTER_APP)).startsLater()).isTrue();
        assertThat(row("a", Map.of(), define("a")).startsLater()).isFalse();

        statuses.put("a", stopped(1));
        assertThat(row("a", Map.of(), define("a").startPhase(StartPhase.AFTER_APP)).startsLater()).isFalse();
    }

    private static ProcessStatus stopped(long incarnation) {
        return new ProcessStatus("a", "a", Optional.empty(), STOPPED, Instant.EPOCH, Health.UNCHECKED, "", OptionalLong.empty(),
                incarnation, Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0);
    }

    @Test
    void theCausesLeadOverEachBlockerToTheRoots() {
        status("db", FAILED, Health.UNCHECKED);
        status("api", FAILED, Health.UNCHECKED);
        status("web", WAITING, Health.UNCHECKED);
        status("other", RUNNING, Health.UNCHECKED);
        Overview overview = rows(Map.of("api", conditions("db"), "web", conditions("api", "db", "other")), define("db"),
                define("api"), define("web"), define("other")).of(statuses);

        assertThat(
                Causes.of(overview, "web").stream().map(cause -> cause.depth() + " " + cause.row().id() + " " + cause.root()))
                .containsExactly("0 web false", "1 api false", "2 db true", "1 other true");
        assertThat(Causes.of(overview, "other")).singleElement().matches(Causes.Cause::root);
        assertThat(Causes.of(overview, "unknown")).isEmpty();
    }

    @Test
    void exitsWithSuccessAndOfAStopAreExpected() {
        assertThat(exit(3, STOPPED).expected()).isTrue();
        assertThat(exit(0, RUNNING).expected()).isTrue();
        assertThat(exit(3, BACKOFF).expected()).isFalse();
    }

    private ProcessRow.LastExit exit(int code, ProcessPhase phase) {
        statuses.put("a",
                new ProcessStatus("a", "a", Optional.empty(), phase, Instant.EPOCH, Health.UNCHECKED, "", OptionalLong.empty(),
                        1,
                        Optional.empty(), 0, Optional.of(Exits.of(code, Optional.empty(), Instant.EPOCH, Duration.ZERO)),
                        Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0));
        return row("a", Map.of(), define("a")).lastExit().orElseThrow();
    }

    private void status(String id, ProcessPhase phase, Health health) {
        statuses.put(id, status(id, phase, health, phase == RUNNING));
    }

    private static ProcessStatus status(String id, ProcessPhase phase, Health health, boolean alive) {
        return new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, health, "",
                alive ? OptionalLong.of(1) : OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0);
    }

    private static Map<String, Condition> conditions(String... ids) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        List.of(ids).forEach(id -> conditions.put(id, Condition.HEALTHY));
        return conditions;
    }

    private ProcessRow row(String id, Map<String, Map<String, Condition>> waitsFor, ProcessDefinitionBuilder definition) {
        return rows(waitsFor, definition).of(statuses).rows().stream().filter(row -> row.id().equals(id)).findFirst()
                .orElseThrow();
    }

    private static Rows rows(Map<String, Map<String, Condition>> waitsFor, ProcessDefinitionBuilder... definitions) {
        return new Rows(List.of(definitions).stream().map(ProcessDefinitionBuilder::build).toList(), waitsFor, RowFacts.NONE);
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("sleep", "1");
    }
}
