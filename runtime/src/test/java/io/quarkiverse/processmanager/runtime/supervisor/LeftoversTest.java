package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Fake;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

/** The left-over processes of a process with {@code leftovers=keep} after its root process has exited. */
class LeftoversTest {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final World world = new World();

    LeftoversTest() {
        world.reconcile(define("a").leftovers(StopPolicy.Leftovers.KEEP)).advance(Duration.ofSeconds(2)).expect("a", RUNNING);
    }

    @Test
    void theyDoNotHoldUpTheVerdict() {
        world.exitLeaving("a", 0, 2).expect("a", COMPLETED);

        assertThat(world.process("a").terminated).isFalse();
        assertThat(world.status("a").why()).isEqualTo("exited with 0 after 1.0 s; 2 processes that it had started run on");
        assertThat(world.status("a").pid()).isEmpty();
    }

    @Test
    void theyLiveBesideTheNextIncarnation() {
        world.exitLeaving("a", 1, 1).expect("a", BACKOFF).advance(PAUSE).expect("a", STARTING);

        assertThat(world.runner.started("a")).hasSize(2);
        assertThat(world.runner.started("a").get(0).terminated).isFalse();
    }

    @Test
    void aStopIsOverWhenAllOfThemAreGone() {
        Fake first = world.process("a");
        world.temper("a", Temper.STUBBORN).exitLeaving("a", 1, 1).advance(PAUSE);
        Fake second = world.process("a");
        world.exitLeaving("a", 1, 1).advance(PAUSE.multipliedBy(2)).expect("a", STARTING);

        world.stop("a");

        assertThat(first.terminated).isTrue();
        assertThat(second.terminated).isTrue();
        world.expect("a", STOPPING);
        world.advance(World.LONG).expect("a", STOPPED);
        assertThat(world.runner.living("a")).isZero();
    }

    @Test
    void aStopAfterTheEndIsOverWhenTheyAreGone() {
        world.exitLeaving("a", 0, 1);
        Fake left = world.process("a");

        world.stop("a");

        assertThat(left.gone).isTrue();
        world.expect("a", STOPPED);
    }

    @Test
    void aRestartByHandEndsThemFirst() {
        world.exitLeaving("a", 0, 1);
        Fake left = world.process("a");

        world.restart("a");

        assertThat(left.gone).isTrue();
        world.expect("a", STARTING);
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void aStartByHandLeavesThemAlone() {
        world.exitLeaving("a", 0, 1);
        Fake left = world.process("a");

        world.start("a");

        assertThat(left.terminated).isFalse();
        world.expect("a", STARTING);
    }

    @Test
    void theirOwnEndChangesNothing() {
        world.exitLeaving("a", 0, 1);

        world.disappear("a").expect("a", COMPLETED);

        world.stop("a");
        world.expect("a", STOPPED);
    }

    @Test
    void theEndOfAnOldOneIsNotThatOfTheNextIncarnation() {
        Fake first = world.process("a");
        world.exitLeaving("a", 1, 1).advance(PAUSE).expect("a", STARTING).advance(Duration.ofSeconds(1)).expect("a", RUNNING);

        first.disappear();
        world.loop.settle();

        world.expect("a", RUNNING);
    }

    @Test
    void anIncarnationThatEndsWithoutLeftoversDoesNotWaitForThoseBefore() {
        world.exitLeaving("a", 1, 1).advance(PAUSE).expect("a", STARTING);

        world.exit("a", 0).expect("a", COMPLETED);

        world.stop("a");
        assertThat(world.runner.living("a")).isZero();
    }

    @Test
    void aProcessThatIsNoLongerDeclaredGoesWithThem() {
        world.exitLeaving("a", 0, 1);

        world.reconcile();

        assertThat(world.runner.living("a")).isZero();
        assertThat(world.supervisor.registry().find("a")).isEmpty();
    }

    @Test
    void aStopOfAllEndsThemAfterThoseThatDependOnTheProcess() {
        world.reconcile(define("a").leftovers(StopPolicy.Leftovers.KEEP), define("b").dependsOn("a"))
                .advance(Duration.ofSeconds(2));
        world.exitLeaving("a", 0, 1);
        world.temper("b", Temper.STUBBORN);
        world.restart("b");
        world.advance(Duration.ofSeconds(20));

        world.commands.stopAll();
        world.loop.settle();

        assertThat(world.process("a").terminated).isFalse();
        world.advance(Duration.ofSeconds(10));
        assertThat(world.process("a").gone).isTrue();
    }
}
