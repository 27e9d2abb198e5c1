package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkiverse.processmanager.StartPolicy.Rerun;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

class RunsTest {

    private final World world = new World();

    @Test
    void aRunHasItsArgumentsBehindThoseOfTheDefinition() {
        world.reconcile(task("migrate").command("flyway", "migrate")).exit("migrate", 0);

        CompletionStage<ProcessStatus> run = run("migrate", "--dry-run", "a b");

        world.expect("migrate", RUNNING);
        assertThat(launch("migrate").command().words()).containsExactly("flyway", "migrate", "--dry-run", "a b");
        assertThat(run).isNotDone();
        world.exit("migrate", 0);
        assertThat(run).isCompletedWithValueMatching(status -> status.phase() == COMPLETED);
        assertThat(last("migrate").args()).containsExactly("--dry-run", "a b");
        world.start("migrate");
        assertThat(launch("migrate").command().words()).containsExactly("flyway", "migrate");
    }

    @Test
    void aFailedRunIsShownAndFailsItsCaller() {
        world.reconcile(task("migrate").args("token")).exit("migrate", 0);
        assertThat(last("migrate").success()).isTrue();

        CompletionStage<ProcessStatus> run = run("migrate", "--password=hunter2hunter2");
        world.exit("migrate", 3);

        assertThat(reason(run)).isEqualTo(Reason.EXITED);
        assertThat(last("migrate").success()).isFalse();
        assertThat(last("migrate").exit().code()).hasValue(3);
        assertThat(last("migrate").exit().uptime()).isPositive();
        assertThat(last("migrate").args().toString()).doesNotContain("hunter2");

        run("migrate", "--password", "s3cret");
        world.exit("migrate", 0);

        assertThat(last("migrate").args()).hasSize(2).first().isEqualTo("--password");
        assertThat(last("migrate").args().toString()).doesNotContain("s3cret");
    }

    @Test
    void aRunWaitsForItsDependencies() {
        world.reconcile(define("db").autoStart(false), task("seed").dependsOn("db").autoStart(false));

        CompletionStage<ProcessStatus> run = run("seed");

        world.expect("seed", WAITING).advance(Duration.ofSeconds(2)).expect("db", RUNNING).expect("seed", RUNNING);
        assertThat(reason(run("seed"))).isEqualTo(Reason.ALREADY_RUNNING);
        world.exit("seed", 0);
        assertThat(run).isCompleted();
    }

    @Test
    void aServiceIsNotRun() {
        world.reconcile(define("db").kind(ProcessKind.SERVICE));

        CompletionStage<ProcessStatus> run = run("db");

        assertThatThrownBy(() -> run.toCompletableFuture().join())
                .hasRootCauseMessage("cannot run process 'db': it is no task; set kind=task, or start it");
    }

    @Test
    void aRequestedRunIsNotSkippedAndOneWithArgumentsDoesNotCount() {
        world.reconcile(define("migrate").rerun(Rerun.ON_CHANGE));
        assertThat(inputs().map(ProcessRunner.Inputs::skips)).contains(true);
        world.exit("migrate", 0);
        assertThat(world.process("migrate").succeeded).isPresent();

        run("migrate");
        assertThat(inputs().map(ProcessRunner.Inputs::skips)).contains(false);
        world.exit("migrate", 0);
        run("migrate", "--dry-run");
        assertThat(inputs()).isEmpty();
        world.exit("migrate", 0);
        assertThat(world.process("migrate").succeeded).isEmpty();
        world.start("migrate");
        assertThat(inputs().map(ProcessRunner.Inputs::skips)).contains(false);
        world.exit("migrate", 7);
        assertThat(world.process("migrate").succeeded).isEmpty();
    }

    @Test
    void itsWatchedFilesAreItsInputs() {
        world.reconcile(define("migrate").rerun(Rerun.ON_CHANGE).watch("db/*.sql", "!db/old"));

        assertThat(inputs().map(ProcessRunner.Inputs::patterns)).contains(List.of("db/*.sql", "!db/old"));
        assertThat(inputs().map(ProcessRunner.Inputs::change)).contains(true);
    }

    @Test
    void aRunDoesNotLookForTheProduct() {
        world.reconcile(define("initdb").creates(Path.of("data")));
        world.exit("initdb", 0);

        run("initdb");

        assertThat(launch("initdb").product().map(ProcessRunner.Product::skips)).contains(false);
    }

    /** With the rerun policy, the runner decides by the record of the last success, which survives the JVM. */
    @Test
    void theApplicationAfterALiveReloadRunsNothingAgain() {
        world.reconcile(define("migrate").rerun(Rerun.ON_CHANGE), define("api").dependsOn("migrate")).exit("migrate", 0);

        world.detach().attach().reconcile(define("migrate").rerun(Rerun.ON_CHANGE), define("api").dependsOn("migrate"));

        assertThat(world.runner.started("migrate")).hasSize(1);
        world.expect("migrate", COMPLETED);
    }

    @Test
    void aScheduledTaskDoesNotStartWithTheApplication() {
        world.reconcile(scheduled(Overlap.SKIP));

        world.expect("clean", STOPPED).advance(World.LONG);
        assertThat(world.runner.started("clean")).isEmpty();
        assertThat(world.status("clean").kind()).contains(ProcessKind.TASK);
        world.commands.scheduleNext("clean", Optional.of(Instant.EPOCH));
        world.loop.settle();
        assertThat(runs("clean").next()).contains(Instant.EPOCH);
        due();
        world.expect("clean", RUNNING);
    }

    /** The control socket answers until the last process is down. */
    @Test
    void anApplicationThatEndsHasNoNextRun() {
        world.temper("db", FakeRunner.Temper.STUBBORN);
        world.reconcile(define("db"), scheduled(Overlap.SKIP)).advance(Duration.ofSeconds(2));
        world.commands.scheduleNext("clean", Optional.of(Instant.EPOCH));
        world.loop.settle();

        world.settled(world.commands.close());

        world.expect("db", STOPPING);
        assertThat(runs("clean").next()).isEmpty();
    }

    @Test
    void aFailedRunDoesNotEndTheSchedule() {
        world.reconcile(scheduled(Overlap.SKIP));

        due();
        world.exit("clean", 1).expect("clean", FAILED);
        due();

        world.expect("clean", RUNNING);
    }

    @Test
    void aRunThatIsDueDuringAnotherOneIsSkipped() {
        world.reconcile(scheduled(Overlap.SKIP));

        due();
        due();
        world.exit("clean", 0).expect("clean", COMPLETED);

        assertThat(world.runner.started("clean")).hasSize(1);
    }

    @Test
    void oneRunIsQueued() {
        world.reconcile(scheduled(Overlap.QUEUE));

        due();
        due();
        due();
        assertThat(runs("clean").queued()).isTrue();
        world.exit("clean", 1).expect("clean", RUNNING);
        assertThat(runs("clean").queued()).isFalse();
        world.exit("clean", 0).expect("clean", COMPLETED);

        assertThat(world.runner.started("clean")).hasSize(2);
    }

    @Test
    void aStopAlsoStopsTheQueuedRun() {
        world.reconcile(scheduled(Overlap.QUEUE));

        due();
        due();
        world.stop("clean");
        world.advance(World.LONG).expect("clean", STOPPED);

        assertThat(world.runner.started("clean")).hasSize(1);
    }

    @Test
    void aRunReplacesTheOneBefore() {
        world.reconcile(scheduled(Overlap.REPLACE));

        due();
        due();

        world.expect("clean", RUNNING);
        assertThat(world.runner.started("clean")).hasSize(2);
        assertThat(last("clean").success()).isFalse();
    }

    @Test
    void aReplacedRunKeepsItsArguments() {
        world.reconcile(scheduled(Overlap.REPLACE));
        run("clean", "--deep");

        due();

        assertThat(world.runner.started("clean")).hasSize(2);
        assertThat(last("clean").args()).containsExactly("--deep");
    }

    private static ProcessDefinitionBuilder task(String id) {
        return define(id).kind(ProcessKind.TASK);
    }

    private static ProcessDefinitionBuilder scheduled(Overlap overlap) {
        return define("clean").schedule(schedule -> schedule.every(Duration.ofMinutes(1)).overlap(overlap));
    }

    private void due() {
        world.commands.runOnSchedule("clean");
        world.loop.settle();
    }

    private CompletionStage<ProcessStatus> run(String id, String... args) {
        return world.settled(world.commands.get(id).run(args));
    }

    private static Reason reason(CompletionStage<?> stage) {
        return stage.handle((value, error) -> ((ProcessException) error.getCause()).reason()).toCompletableFuture().join();
    }

    private TaskRuns runs(String id) {
        return world.status(id).runs().orElseThrow();
    }

    private TaskRun last(String id) {
        return runs(id).last().orElseThrow();
    }

    private ProcessRunner.Launch launch(String id) {
        List<ProcessRunner.Launch> all = world.runner.started(id).stream().map(fake -> fake.launch).toList();
        return all.get(all.size() - 1);
    }

    private Optional<ProcessRunner.Inputs> inputs() {
        return launch("migrate").inputs();
    }
}
