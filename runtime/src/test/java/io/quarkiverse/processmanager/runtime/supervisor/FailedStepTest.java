package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** A step that fails for one process loses nothing for the others. */
class FailedStepTest {

    @Test
    void theProcessesThatWaitBesideTheFailedOneStart() {
        World world = new World();
        world.keepsSteps = false;
        world.temper("db", FakeRunner.Temper.SLOW_TO_START);
        world.runner.refusedThreads.add("a");
        world.reconcile(define("db"), define("a").dependsOn("db"), define("b").dependsOn("db"), define("c").dependsOn("b"));
        CompletionStage<ProcessStatus> ready = world.commands.get("db").whenReady();
        world.loop.settle();

        world.process("db").comeAlive();
        assertThatThrownBy(() -> world.advance(Duration.ofHours(1))).isInstanceOf(OutOfMemoryError.class);
        world.advance(Duration.ofHours(1));

        world.expect("db", ProcessPhase.RUNNING).expect("b", ProcessPhase.RUNNING).expect("c", ProcessPhase.RUNNING);
        assertThat(ready).isCompleted();
    }

    @Test
    void theProcessesBesideOneThatCannotBeStoppedAreStopped() {
        World world = new World();
        world.keepsSteps = false;
        world.runner.refusedThreads.add("a");
        assertThatThrownBy(() -> world.reconcile(define("a"), define("b"))).isInstanceOf(OutOfMemoryError.class);
        world.advance(Duration.ofSeconds(5));
        world.expect("b", ProcessPhase.RUNNING);

        world.commands.stopAll();
        // The supervisor has no process to stop, because the start of it has failed.
        assertThatThrownBy(world.loop::settle).isInstanceOf(NullPointerException.class);
        world.start("b");
        world.commands.stopAll();
        world.loop.settle();

        world.expect("b", ProcessPhase.STOPPED);
    }
}
