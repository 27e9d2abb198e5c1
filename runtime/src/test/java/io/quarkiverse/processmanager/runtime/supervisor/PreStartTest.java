package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

/** The start of a process with a pre-start command, as the supervisor sees it. */
class PreStartTest {

    private final World world = new World();

    @Test
    void theStatusSaysThatItIsRunning() {
        world.temper("a", Temper.SLOW_TO_START).reconcile(define("rm"));

        world.advance(Duration.ofSeconds(30)).expect("a", STARTING);
        assertThat(world.status("a").why()).isEqualTo("its pre-start command 'rm' is running");

        world.process("a").comeAlive();
        world.loop.settle();
        assertThat(world.status("a").why()).isEqualTo("started");
        world.advance(Duration.ofSeconds(1)).expect("a", RUNNING);
    }

    @Test
    void theTimeLimitOfTheStartAppliesToIt() {
        world.temper("a", Temper.SLOW_TO_START).reconcile(define("rm"));

        world.advance(Duration.ofSeconds(60)).expect("a", BACKOFF);

        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.status("a").why())
                .startsWith("not started within 1 min 0 s, its pre-start command 'rm' is running, attempt 1 of 5");
    }

    @Test
    void aStopEndsIt() {
        world.temper("a", Temper.SLOW_TO_START).reconcile(define("rm"));

        world.stop("a");

        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.process("a").terminated).isTrue();
        assertThat(world.runner.started("a")).hasSize(1);
    }

    @Test
    void itsFailureTakesThePathOfAFailedStart() {
        world.temper("a", Temper.UNPREPARED).reconcile(define("rm").restart(restart -> restart.max(5)),
                World.define("b").dependsOn("a", Condition.EXITED));

        assertThat(world.status("a").why())
                .isEqualTo("its pre-start command 'rm' exited with 3, attempt 1 of 5, next start in 500 ms");
        world.advance(World.LONG).expect("a", FAILED).expect("b", FAILED);
        assertThat(world.status("a").failure()).contains(Reason.PRE_START_FAILED);
        assertThat(world.status("a").why())
                .isEqualTo("gave up after 5 restarts: its pre-start command 'rm' exited with 3");
    }

    @Test
    void anotherCommandTakesEffectAtTheNextStart() {
        world.reconcile(define("rm")).advance(Duration.ofSeconds(5)).expect("a", RUNNING);

        world.reconcile(define("unlink")).expect("a", RUNNING);
        assertThat(world.runner.started("a")).hasSize(1);

        world.exit("a", 1).advance(Duration.ofSeconds(1));
        assertThat(world.process("a").launch.preStart()).containsExactly("unlink");
    }

    private static ProcessDefinitionBuilder define(String before) {
        return World.define("a").preStart(preStart -> preStart.command(before));
    }
}
