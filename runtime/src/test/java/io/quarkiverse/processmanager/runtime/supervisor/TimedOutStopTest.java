package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class TimedOutStopTest {

    /** A caller can repeat the stop of a stubborn process again and again. */
    @Test
    void aStopThatTimesOutLeavesNoWaiter() {
        World world = new World();
        world.temper("db", Temper.STUBBORN)
                .reconcile(define("db").stop(stop -> stop.timeout(Duration.ofHours(1))));
        world.advance(Duration.ofSeconds(20));

        CompletableFuture<ProcessStatus> stop = world.commands.get("db")
                .stop(StopOptions.within(Duration.ofSeconds(3)).withoutForce()).toCompletableFuture();
        world.advance(Duration.ofSeconds(4));

        assertThat(stop).isCompletedExceptionally();
        assertThat(world.supervisor.registry().find("db").orElseThrow().waiters().count()).isZero();
    }
}
