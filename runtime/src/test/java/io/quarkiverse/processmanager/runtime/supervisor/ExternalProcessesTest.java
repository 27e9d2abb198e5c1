package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** Processes that run elsewhere, which the application only watches. */
class ExternalProcessesTest {

    private final World world = new World();

    private static ProcessDefinitionBuilder elsewhere(String id) {
        return ProcessDefinition.builder(id).external(true).host("there").port(5432);
    }

    @Test
    void theRunnerNeverReceivesAnExternalProcess() {
        world.reconcile(elsewhere("db")).advance(Duration.ofSeconds(1)).expect("db", RUNNING);

        world.commands.stopAll(StopOptions.within(Duration.ofSeconds(1)));
        world.advance(World.LONG);
        world.commands.close();
        world.loop.settle();

        assertThat(world.runner.started("db")).isEmpty();
        assertThat(world.events(ProcessEvent.Started.class)).isEmpty();
    }

    @Test
    void itIsUpWithItsFirstSuccessHoweverLongThatTakes() {
        world.health("db", Verdicts.BAD).reconcile(elsewhere("db")).advance(Duration.ofHours(3)).expect("db", STARTING);
        assertThat(world.status("db").why()).isEqualTo("runs elsewhere; waiting for its first successful check: it refuses");
        assertThat(world.status("db").isReady()).isFalse();
        assertThat(world.status("db").restarts()).isZero();
        int checks = world.checks.get("db");

        world.advance(Duration.ofMinutes(1));
        assertThat(world.checks.get("db") - checks).as("once a second").isBetween(55, 65);

        world.health("db", Verdicts.GOOD).advance(Duration.ofSeconds(1)).expect("db", RUNNING);
        assertThat(world.status("db").isReady()).isTrue();
        assertThat(world.status("db").pid()).isEmpty();
    }

    @Test
    void itsHealthGoesDownAndComesBackWithoutARestart() {
        world.reconcile(elsewhere("db").health(health -> health.onUnhealthy(OnUnhealthy.RESTART)))
                .advance(Duration.ofSeconds(1)).expect("db", RUNNING);

        world.health("db", Verdicts.BAD).advance(Duration.ofSeconds(15)).expect("db", RUNNING);
        assertThat(world.status("db").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(world.status("db").isReady()).isFalse();

        world.health("db", Verdicts.GOOD).advance(Duration.ofSeconds(2)).expect("db", RUNNING);
        assertThat(world.status("db").isReady()).isTrue();
        assertThat(world.status("db").incarnation()).isEqualTo(1);
    }

    @Test
    void dependentsWaitUntilItIsHealthy() {
        world.health("db", Verdicts.BAD).reconcile(elsewhere("db"), define("api").dependsOn("db"))
                .advance(World.LONG).expect("api", WAITING);

        world.health("db", Verdicts.GOOD).advance(Duration.ofSeconds(1));

        assertThat(world.runner.started("api")).hasSize(1);
        assertThat(world.process("api").launch.command().environment()).containsEntry("DB_HOST", "there")
                .containsEntry("DB_PORT", "5432");
    }

    @Test
    void itWaitsForNoneOfItsDependencies() {
        world.health("db", Verdicts.BAD).reconcile(elsewhere("db"), elsewhere("api").dependsOn("db"))
                .advance(Duration.ofSeconds(1)).expect("api", RUNNING).expect("db", STARTING);
    }

    @Test
    void aTaskElsewhereCountsAsDone() {
        world.reconcile(ProcessDefinition.builder("migrate").external(true).kind(ProcessKind.TASK),
                define("api").dependsOn("migrate")).advance(Duration.ofSeconds(2)).expect("migrate", COMPLETED)
                .expect("api", RUNNING);

        assertThat(world.status("migrate").why()).isEqualTo("taken as done: it runs elsewhere");
        assertThat(world.runner.started("migrate")).isEmpty();
    }

    @Test
    void withoutACheckItIsUpAtOnceAndSaysThatItsHealthIsNotKnown() {
        world.reconcile(ProcessDefinition.builder("worker").external(true)).advance(Duration.ofMillis(1))
                .expect("worker", RUNNING);

        assertThat(world.status("worker").why())
                .isEqualTo("runs elsewhere; it has no health check and no port, so its health is not known");
        assertThat(world.status("worker").health()).isEqualTo(Health.UNCHECKED);
    }

    @Test
    void everyCommandButAStartIsRefusedWithOneSentence() {
        world.reconcile(elsewhere("db")).advance(Duration.ofSeconds(1));

        for (CompletionStage<?> refused : List.of(world.stop("db"), world.restart("db"),
                world.settled(world.commands.get("db").signal("HUP")), world.settled(world.commands.get("db").send("x")),
                world.settled(world.commands.get("db").stop(StopOptions.within(Duration.ZERO))))) {
            assertThatThrownBy(() -> refused.toCompletableFuture().join()).cause()
                    .isInstanceOfSatisfying(ProcessException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.EXTERNAL);
                        assertThat(e.getMessage()).startsWith("cannot ").endsWith(
                                "process 'db': it runs elsewhere, at there:5432, and the application only watches it");
                    });
        }
        world.expect("db", RUNNING);
        assertThat(world.start("db").toCompletableFuture()).isCompletedWithValueMatching(ProcessStatus::isUp);
    }

    @Test
    void oneThatIsLeftOutIsWatchedFromItsStartOn() {
        world.reconcile(elsewhere("db").autoStart(false)).advance(Duration.ofSeconds(1)).expect("db", STOPPED);
        assertThat(world.checks).isEmpty();

        CompletionStage<ProcessStatus> started = world.start("db");
        world.advance(Duration.ofSeconds(1)).expect("db", RUNNING);

        assertThat(started.toCompletableFuture()).isCompletedWithValueMatching(ProcessStatus::isUp);
    }

    @Test
    void aStopOfAllLeavesIt() {
        world.reconcile(elsewhere("db"), define("api")).advance(Duration.ofSeconds(2));

        world.settled(world.commands.stopAll());

        world.expect("db", RUNNING).expect("api", STOPPED);
    }

    @Test
    void itIsNoLongerWatchedWhenItIsRemovedOrTheApplicationEnds() {
        world.reconcile(elsewhere("db"), elsewhere("cache")).advance(Duration.ofSeconds(1));
        world.settled(world.commands.get("db").remove());
        assertThat(world.commands.find("db")).isEmpty();

        world.commands.close();
        world.loop.settle();

        world.expect("cache", STOPPED);
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aLiveReloadKeepsItUpAndItsChecksPauseMeanwhile() {
        world.reconcile(elsewhere("db")).advance(Duration.ofSeconds(1));

        world.detach();
        assertThat(world.loop.pendingTimers()).isZero();
        int checks = world.checks.get("db");
        world.attach().advance(Duration.ofSeconds(30)).expect("db", RUNNING);

        assertThat(world.checks.get("db")).isGreaterThan(checks);
        assertThat(world.status("db").incarnation()).isEqualTo(1);
    }

    @Test
    void aPauseBeforeTheFirstSuccessLimitsNoTime() {
        world.health("db", Verdicts.BAD).reconcile(elsewhere("db")).advance(Duration.ofSeconds(1));

        world.detach().advance(World.LONG).attach().advance(World.LONG).expect("db", STARTING);

        assertThat(world.status("db").until()).isEmpty();
    }

    @Test
    void aProcessOfTheApplicationThatNowRunsElsewhereIsStoppedAndWatched() {
        world.reconcile(define("db").port(5432)).advance(Duration.ofSeconds(1));

        world.reconcile(elsewhere("db")).advance(Duration.ofSeconds(1)).expect("db", RUNNING);

        assertThat(world.process("db").terminated).isTrue();
        assertThat(world.runner.started("db")).hasSize(1);
        assertThat(world.status("db").why()).startsWith("up and healthy");

        world.reconcile(define("db").port(5432)).advance(Duration.ofSeconds(1)).expect("db", RUNNING);
        assertThat(world.runner.started("db")).hasSize(2);
    }

    @Test
    void anotherAddressIsCheckedAtOnce() {
        world.reconcile(elsewhere("db")).advance(Duration.ofSeconds(1));

        world.reconcile(elsewhere("db").host("other")).advance(Duration.ofSeconds(1)).expect("db", RUNNING);

        assertThat(world.lastCheck.probe().toString()).contains("other");
        assertThat(world.runner.started("db")).isEmpty();
    }
}
