package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

/** A start that fails for a permanent cause. */
class PermanentCauseTest {

    private final World world = new World().temper("a", Temper.UNSTARTABLE);

    @ParameterizedTest
    @EnumSource(value = RestartPolicy.Mode.class, names = { "ON_FAILURE", "ALWAYS" })
    void itIsTriedOnce(Mode mode) {
        world.reconcile(define("a").restart(restart -> restart.policy(mode))).advance(World.LONG).expect("a", FAILED);

        assertThat(world.runner.started("a")).hasSize(1);
        assertThat(world.status("a").why()).isEqualTo("command not found: nothing; it starts when the file exists");
        assertThat(world.status("a").failure()).contains(Reason.ENOENT);
        assertThat(world.events(ProcessEvent.Crashed.class)).singleElement()
                .satisfies(crash -> assertThat(crash.willRestart()).isFalse());
    }

    @Test
    void aCauseThatMayGoAwayIsTriedAgain() {
        world.temper("a", Temper.SHORT_OF_RESOURCES).reconcile(define("a")).expect("a", BACKOFF).advance(World.LONG);

        assertThat(world.runner.started("a")).hasSize(6);
    }

    @Test
    void theProcessAndItsDependentsStartWhenTheCauseIsGone() {
        world.reconcile(define("a"), define("b").dependsOn("a"), define("c").dependsOn("b"))
                .expect("a", FAILED).expect("b", FAILED).expect("c", FAILED);
        assertThat(world.status("b").why())
                .isEqualTo("a failed: command not found: nothing");

        repair();

        world.expect("a", STARTING).advance(Duration.ofSeconds(5));
        world.expect("a", RUNNING).expect("b", RUNNING).expect("c", RUNNING);
        assertThat(world.exit("a", 1).status("a").why()).contains("attempt 1 of 5");
    }

    @Test
    void theNextCauseIsReportedAndAwaited() {
        world.reconcile(define("a"));

        world.process("a").startable.complete(null);
        world.loop.settle();

        world.expect("a", FAILED);
        assertThat(world.runner.started("a")).hasSize(2);
        repair();
        world.expect("a", STARTING);
    }

    @Test
    void aStopEndsTheWait() {
        world.reconcile(define("a"));
        FakeRunner.Fake failed = world.process("a");

        world.stop("a");

        world.expect("a", STOPPED);
        assertThat(failed.startable).isCancelled();
    }

    @Test
    void aStopWinsOverARepairAtTheSameTime() {
        world.temper("a", Temper.UNSTARTABLE).reconcile(define("a"));
        FakeRunner.Fake failed = world.process("a");

        world.commands.get("a").stop();
        failed.startable.complete(null);
        world.loop.settle();

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void aStartByHandEndsTheWaitAndTriesAgain() {
        world.reconcile(define("a"));
        FakeRunner.Fake failed = world.process("a");

        world.start("a");

        world.expect("a", FAILED);
        assertThat(failed.startable).isCancelled();
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void anotherDefinitionIsTriedAtOnce() {
        world.reconcile(define("a"));

        world.temper("a", Temper.WILLING).reconcile(define("a").command("other"));

        world.expect("a", STARTING);
    }

    @Test
    void theCauseMayGoAwayDuringALiveReload() {
        world.reconcile(define("a")).detach();

        repair();

        world.attach().advance(Duration.ofSeconds(5)).expect("a", RUNNING);
    }

    @Test
    void withoutARestartPolicyNothingStartsByItself() {
        world.reconcile(define("a").restart(restart -> restart.policy(Mode.NEVER)));

        repair();

        world.advance(World.LONG).expect("a", FAILED);
        assertThat(world.status("a").why()).isEqualTo("command not found: nothing");
    }

    @Test
    void aTaskHasDoneNothingYetSoItStarts() {
        world.reconcile(define("a").kind(ProcessKind.TASK)).expect("a", FAILED);

        repair();

        world.expect("a", RUNNING);
        world.exit("a", 1).advance(World.LONG).expect("a", FAILED);
        assertThat(world.runner.started("a")).hasSize(2);
    }

    private void repair() {
        world.temper("a", Temper.WILLING);
        world.process("a").startable.complete(null);
        world.loop.settle();
    }
}
