package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.TakenPort;

/** A process that exits because it cannot listen on its port. */
class TakenPortTest {

    private static final TakenPort HELD = new TakenPort(OptionalInt.of(80), "it reports that port 80 is in use by pid 7 (x); "
            + "stop pid 7", true);
    private static final TakenPort FREE_BY_NOW = new TakenPort(OptionalInt.of(80), "it reports that port 80 is in use", false);

    private final World world = new World();

    @Test
    void itStartsWhenThePortIsFree() {
        world.reconcile(define("a"), define("b").dependsOn("a"));

        exit(1, HELD);

        world.expect("a", FAILED).expect("b", FAILED).advance(World.LONG).expect("a", FAILED);
        assertThat(world.runner.started("a")).hasSize(1);
        assertThat(world.status("a").why())
                .isEqualTo("exited with 1 after 1.0 s: it reports that port 80 is in use by pid 7 (x);"
                        + " stop pid 7; it starts when the port is free");
        assertThat(world.status("a").failure()).contains(Reason.PORT_IN_USE);
        assertThat(world.status("b").why()).isEqualTo("a failed: exited with 1 after 1.0 s: it reports that port 80 is in use "
                + "by pid 7 (x)");
        assertThat(world.events(ProcessEvent.GaveUp.class)).extracting(ProcessEvent.GaveUp::reason)
                .containsExactly(Reason.PORT_IN_USE, Reason.DEPENDENCY_FAILED);

        world.process("a").startable.complete(null);
        world.loop.settle();
        world.expect("a", STARTING).advance(Duration.ofSeconds(5)).expect("a", RUNNING).expect("b", RUNNING);
    }

    @Test
    void itStartsWhenThePortIsFreeAlsoAfterALongRun() {
        world.reconcile(define("a")).advance(Duration.ofHours(1)).expect("a", RUNNING);

        exit(1, HELD);

        world.expect("a", FAILED);
        assertThat(world.status("a").failure()).contains(Reason.PORT_IN_USE);
    }

    @Test
    void aPortThatIsFreeByNowIsTriedAgain() {
        world.reconcile(define("a"));

        exit(1, FREE_BY_NOW);

        world.expect("a", BACKOFF);
        assertThat(world.status("a").why()).isEqualTo(
                "exited with 1 after 1.0 s: it reports that port 80 is in use, attempt 1 of 5, next start in 500 ms");
    }

    @Test
    void withoutARestartPolicyNothingStartsByItself() {
        world.reconcile(define("a").restart(restart -> restart.policy(Mode.NEVER)));

        exit(1, HELD);

        world.expect("a", FAILED);
        assertThat(world.status("a").failure()).contains(Reason.EXITED);
        assertThat(world.status("a").why()).endsWith("in use by pid 7 (x); stop pid 7");
    }

    @Test
    void aTaskThatHasRunIsNotRepeated() {
        world.reconcile(define("a").kind(ProcessKind.TASK));

        exit(1, HELD);

        world.expect("a", FAILED);
        assertThat(world.status("a").failure()).contains(Reason.EXITED);
    }

    @Test
    void aSuccessStaysOne() {
        world.reconcile(define("a").successExitCodes(3));

        exit(3, HELD);

        world.expect("a", COMPLETED);
        assertThat(world.status("a").why()).doesNotContain("port");
    }

    private void exit(int code, TakenPort taken) {
        world.process("a").exit(code, taken);
        world.loop.settle();
    }
}
