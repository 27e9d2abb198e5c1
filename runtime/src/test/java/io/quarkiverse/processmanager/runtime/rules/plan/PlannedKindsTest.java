package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;

class PlannedKindsTest {

    @Test
    void aProcessThatShowsNothingHasNoKind() {
        assertThat(kind("a", define("a"), define("b").dependsOn("a"))).isEmpty();
        assertThat(kind("a", define("a").health(health -> health.log("ready")))).isEmpty();
    }

    @Test
    void aDependentThatWaitsForTheCompletionMakesATask() {
        assertThat(kind("a", define("a"), define("b").dependsOn("a", Condition.COMPLETED))).contains(ProcessKind.TASK);
        assertThat(kind("a", define("a"), define("b").dependsOn("a").waitFor(Condition.COMPLETED)))
                .contains(ProcessKind.TASK);
    }

    /** Any process can exit, also one that serves, so a dependent that waits for the exit says nothing about the kind. */
    @Test
    void aDependentThatWaitsForTheExitMakesNoTask() {
        assertThat(kind("a", define("a"), define("b").dependsOn("a", Condition.EXITED))).isEmpty();
        assertThat(kind("a", define("a"), define("b").dependsOn("a").waitFor(Condition.EXITED))).isEmpty();
    }

    @Test
    void whatItCreatesMakesATask() {
        assertThat(kind("a", define("a").creates(Path.of("x")))).contains(ProcessKind.TASK);
    }

    @Test
    void aPortAndACheckThatConnectsMakeAService() {
        assertThat(kind("a", define("a").port(80))).contains(ProcessKind.SERVICE);
        assertThat(kind("a", define("a").health(health -> health.port(80)))).contains(ProcessKind.SERVICE);
        assertThat(kind("a", define("a").health(health -> health.url("http://localhost:80/")))).contains(ProcessKind.SERVICE);
    }

    @Test
    void allPatternsAreForServices() {
        ProcessPatterns.all().forEach(pattern -> assertThat(
                kind("a", ProcessDefinition.builder("a", pattern).command("x").port(80))).contains(ProcessKind.SERVICE));
    }

    @Test
    void whatIsDeclaredCounts() {
        assertThat(kind("a", define("a").kind(ProcessKind.SERVICE))).contains(ProcessKind.SERVICE);
        assertThat(kind("a", define("a").kind(ProcessKind.TASK))).contains(ProcessKind.TASK);
        assertThat(kind("w", ProcessPatterns.worker("w").command("x").kind(ProcessKind.TASK))).contains(ProcessKind.TASK);
    }

    @Test
    void aTaskRestartsOnlyIfThatIsSet() {
        assertThat(mode(define("a").kind(ProcessKind.TASK))).isEqualTo(Mode.NEVER);
        assertThat(mode(define("a").kind(ProcessKind.TASK).restart(restart -> restart.max(2)))).isEqualTo(Mode.ON_FAILURE);
        assertThat(mode(define("a").kind(ProcessKind.TASK).restart(restart -> restart.policy(Mode.ON_FAILURE))))
                .isEqualTo(Mode.ON_FAILURE);
        assertThat(mode(define("a"))).isEqualTo(Mode.ON_FAILURE);
    }

    @Test
    void aDependentWithoutAConditionWaitsForTheCompletionOfATask() {
        assertThat(waitsFor(define("b").dependsOn("a"))).isEqualTo(Condition.COMPLETED);
        assertThat(waitsFor(define("b").dependsOn("a").waitFor(Condition.RUNNING))).isEqualTo(Condition.COMPLETED);
        assertThat(waitsFor(define("b").dependsOn("a").waitFor(Condition.HEALTHY))).isEqualTo(Condition.COMPLETED);
        assertThat(waitsFor(define("b").dependsOn("a").waitFor(Condition.STARTED))).isEqualTo(Condition.STARTED);
        assertThat(waitsFor(define("b").dependsOn("a", Condition.STARTED))).isEqualTo(Condition.STARTED);
    }

    @Test
    void noServiceCompletes() {
        assertThat(problems(define("db").kind(ProcessKind.SERVICE), define("b").dependsOn("db", Condition.COMPLETED)))
                .containsExactly("quarkus.processes.b.depends-on: waits for 'db' to complete, which is a service and never "
                        + "completes; wait for db:running, or make 'db' a task: write quarkus.processes.db.kind=task");
        assertThat(problems(define("db").port(80), define("b").dependsOn("db", Condition.COMPLETED)))
                .containsExactly("quarkus.processes.b.depends-on: waits for 'db' to complete, which is a service (port=80) and "
                        + "never completes; wait for db:healthy, or make 'db' a task: write quarkus.processes.db.kind=task and "
                        + "remove its port or check");
    }

    /** The program behind {@code pg_ctl start} exits with success, and the server that it leaves goes on. */
    @Test
    void aServiceInTheLeftoversMayComplete() {
        assertThat(problems(define("db").port(80).leftovers(Leftovers.KEEP), define("b").dependsOn("db", Condition.COMPLETED)))
                .isEmpty();
    }

    @Test
    void noTaskIsHealthy() {
        assertThat(problems(define("a").kind(ProcessKind.TASK), define("b").dependsOn("a", Condition.HEALTHY)))
                .containsExactly("quarkus.processes.b.depends-on: waits for 'a' to be healthy, which is a task and never up; "
                        + "wait for a:completed, or write quarkus.processes.a.kind=service");
    }

    /** The process would be running as soon as it is started, which is not what the dependent asks for. */
    @Test
    void noTaskIsUp() {
        assertThat(problems(define("initdb").kind(ProcessKind.TASK), define("b").dependsOn("initdb", Condition.RUNNING)))
                .containsExactly("quarkus.processes.b.depends-on: waits for 'initdb' to be running, which is a task and never "
                        + "up; write initdb:completed, or initdb:started");
    }

    @Test
    void whatRestartsAlwaysNeverCompletes() {
        assertThat(problems(define("a").restart(restart -> restart.policy(Mode.ALWAYS)),
                define("b").dependsOn("a", Condition.COMPLETED)))
                .containsExactly(
                        "quarkus.processes.b.depends-on: waits for 'a' to complete, which restarts after each exit and "
                                + "never completes; write quarkus.processes.a.restart.policy=on-failure");
    }

    /** What code creates later can make a task of a process, and its removal undoes that. */
    @Test
    void theKindFollowsTheDependentsThatThereAre() {
        PlannedProcesses before = PlannedProcesses.EMPTY.declare(Plan.of(list(define("seed")))).processes();

        PlannedProcesses after = before.create(list(define("api").dependsOn("seed", Condition.COMPLETED)));

        assertThat(after.plan().find("seed").orElseThrow().kind()).contains(ProcessKind.TASK);
        assertThat(after.plan().findGiven("seed").orElseThrow().kind()).isEmpty();
        assertThat(after.remove("api").plan().find("seed").orElseThrow().kind()).isEmpty();
    }

    @Test
    void theSameDefinitionCanBeCreatedAgainWhateverItsKindIs() {
        List<ProcessDefinition> both = list(define("seed"), define("api").dependsOn("seed", Condition.COMPLETED));
        PlannedProcesses processes = PlannedProcesses.EMPTY.create(both);

        assertThat(processes.create(both).plan().ids()).containsExactly("seed", "api");
        assertThat(processes.create(processes.plan().definitions()).plan().ids()).containsExactly("seed", "api");
    }

    private static Condition waitsFor(ProcessDefinitionBuilder dependent) {
        Plan plan = Plan.of(list(define("a").kind(ProcessKind.TASK), dependent));
        return plan.waitsFor(plan.find("b").orElseThrow()).get("a");
    }

    private static Optional<ProcessKind> kind(String id, ProcessDefinitionBuilder... builders) {
        return Plan.of(list(builders)).find(id).orElseThrow().kind();
    }

    private static Mode mode(ProcessDefinitionBuilder builder) {
        return Plan.of(list(builder)).find("a").orElseThrow().restart().mode();
    }

    private static List<String> problems(ProcessDefinitionBuilder... builders) {
        return Plan.problems(list(builders)).stream().map(Problem::toString).toList();
    }

    private static List<ProcessDefinition> list(ProcessDefinitionBuilder... builders) {
        return Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList();
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("x");
    }
}
