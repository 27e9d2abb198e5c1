package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** The exit of a service that no command requested. */
class ServicesTest {

    private static final String WHY = "exited with 0 after 1.0 s, and a service must keep running; if it starts a daemon, use its "
            + "option to stay in the foreground; restart.policy=always restarts it";

    private final World world = new World();

    @Test
    void aServerThatExitsWithSuccessBeforeItWasHealthyHasFailed() {
        world.health("db", Verdicts.BAD).reconcile(server("db"), define("api").dependsOn("db"));

        world.exit("db", 0);

        world.expect("db", FAILED).expect("api", FAILED);
        assertThat(world.status("db").why()).isEqualTo(WHY);
        assertThat(world.status("db").isReady()).isFalse();
        assertThat(world.status("api").why()).isEqualTo(
                "db failed: exited with 0 after 1.0 s, and a service must keep running");
        assertThat(world.runner.started("api")).isEmpty();
        assertThat(world.events(ProcessEvent.Completed.class)).isEmpty();
        assertThat(world.events(ProcessEvent.GaveUp.class)).extracting(ProcessEvent::id).containsExactly("db", "api");
    }

    @Test
    void aServerThatExitsWithSuccessAfterItWasHealthyHasFailed() {
        world.reconcile(server("db"), define("late").dependsOn("db").autoStart(false)).advance(Duration.ofSeconds(2))
                .expect("db", RUNNING);

        world.exit("db", 0).advance(World.LONG);

        world.expect("db", FAILED);
        assertThat(world.runner.started("db")).hasSize(1);
        assertThat(world.status("db").isReady()).isFalse();
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aPortAloneDeclaresThatAProcessServes() {
        world.reconcile(define("db").port(5432).health(health -> health.probe(World.FAKE_PROBE)));

        world.exit("db", 0).expect("db", FAILED);
    }

    @Test
    void aWorkerThatExitsWithSuccessHasFailed() {
        world.reconcile(ProcessPatterns.worker("jobs").command("x"));

        world.exit("jobs", 0).expect("jobs", FAILED);
    }

    @Test
    void alwaysRestartsIt() {
        world.reconcile(server("db").restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS)),
                define("api").dependsOn("db", Condition.RUNNING));

        world.health("db", Verdicts.BAD).exit("db", 0).expect("db", BACKOFF);
        assertThat(world.status("db").isReady()).isFalse();
        world.health("db", Verdicts.GOOD).advance(Duration.ofSeconds(2)).expect("db", RUNNING);
    }

    @Test
    void aFailureIsRetriedAsEver() {
        world.reconcile(server("db"));

        world.exit("db", 1).expect("db", BACKOFF).advance(Duration.ofSeconds(2)).expect("db", RUNNING);
    }

    @Test
    void aStopOnRequestIsNoFailure() {
        world.reconcile(server("db")).advance(Duration.ofSeconds(2));

        world.stop("db");

        world.expect("db", STOPPED);
    }

    /** A start by hand is a new try, as after any other failure. */
    @Test
    void aStartByHandStartsItAndItsDependents() {
        world.reconcile(server("db"), define("api").dependsOn("db")).exit("db", 0).expect("db", FAILED);

        world.start("db");
        world.advance(Duration.ofSeconds(5));

        world.expect("db", RUNNING).expect("api", RUNNING);
    }

    @Test
    void whatItLeavesIsStoppedFirst() {
        world.reconcile(server("db")).advance(Duration.ofSeconds(2));

        world.exitLeaving("db", 0, 1);

        world.expect("db", FAILED);
        assertThat(world.process("db").terminated).isTrue();
    }

    /** The program behind {@code pg_ctl start} exits with success, and the server that it leaves goes on. */
    @Test
    void aServiceGoesOnInTheLeftoversThatAreKept() {
        world.reconcile(server("db").leftovers(Leftovers.KEEP)).advance(Duration.ofSeconds(2));

        world.exitLeaving("db", 0, 1).expect("db", COMPLETED);
    }

    @Test
    void aServiceThatLeavesNothingHasFailedAlsoIfLeftoversAreKept() {
        world.reconcile(server("db").leftovers(Leftovers.KEEP), define("api").dependsOn("db", Condition.RUNNING));

        world.exit("db", 0);

        world.expect("db", FAILED).expect("api", FAILED);
        assertThat(world.status("db").why()).isEqualTo(WHY);
        assertThat(world.status("db").isReady()).isFalse();
    }

    @Test
    void aServiceGoesOnInTheLeftoversOfAnEarlierStart() {
        world.reconcile(server("db").leftovers(Leftovers.KEEP)).advance(Duration.ofSeconds(2));
        world.exitLeaving("db", 1, 1).advance(Duration.ofSeconds(2));

        world.exit("db", 0).expect("db", COMPLETED);
    }

    @Test
    void aProcessWithoutAKindIsCompletedAsEver() {
        world.reconcile(define("seed"), define("api").dependsOn("seed")).exit("seed", 0);

        world.expect("seed", COMPLETED).expect("api", STARTING);
    }

    @Test
    void aDependentDoesNotStartFromTheEndOfAService() {
        world.reconcile(define("db").kind(ProcessKind.SERVICE), define("api").dependsOn("db", Condition.RUNNING))
                .expect("api", WAITING);

        world.exit("db", 0);

        world.expect("api", FAILED);
        assertThat(world.runner.started("api")).isEmpty();
    }

    private static ProcessDefinitionBuilder server(String id) {
        return define(id).kind(ProcessKind.SERVICE).health(check(OnUnhealthy.NONE));
    }
}
