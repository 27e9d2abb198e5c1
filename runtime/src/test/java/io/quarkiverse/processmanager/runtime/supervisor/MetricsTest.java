package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessEvent;

class MetricsTest {

    private final World world = new World();

    @Test
    void aLivingProcessIsMeasuredAndTheEventSaysSo() {
        world.reconcile(define("a")).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
        assertThat(world.commands.get("a").metrics()).isEmpty();

        measure();

        assertThat(world.commands.get("a").metrics()).hasValue(world.runner.metrics);
        assertThat(world.events(ProcessEvent.Metrics.class)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("a");
            assertThat(event.incarnation()).isEqualTo(1);
            assertThat(event.metrics()).isEqualTo(world.runner.metrics);
        });
    }

    @Test
    void theMetricsAreGoneWithTheProcess() {
        world.reconcile(define("a"));
        measure();

        world.stop("a");

        assertThat(world.commands.get("a").metrics()).isEmpty();
    }

    @Test
    void theNextIncarnationBeginsWithoutMetrics() {
        world.reconcile(define("a"));
        measure();

        world.restart("a");

        assertThat(world.commands.get("a").metrics()).isEmpty();
    }

    @Test
    void nothingIsMeasuredWhenNothingRuns() {
        world.reconcile(define("a"));
        world.stop("a");

        measure();

        assertThat(world.runner.measurements).isZero();
    }

    @Test
    void whoDoesNotWantToBeMeasuredIsNot() {
        world.reconcile(define("a").metrics(metrics -> metrics.enabled(false)));

        measure();

        assertThat(world.runner.measurements).isZero();
        assertThat(world.commands.get("a").metrics()).isEmpty();
    }

    private void measure() {
        world.supervisor.measure();
        world.loop.settle();
    }
}
