package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

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
    void allMeasurementsArriveInOneStep() {
        world.reconcile(define("a"), define("b"), define("c"));
        AtomicInteger steps = new AtomicInteger();
        world.invariants(steps::incrementAndGet);

        measure();

        assertThat(world.events(ProcessEvent.Metrics.class)).extracting(ProcessEvent::id).containsExactlyInAnyOrder("a", "b",
                "c");
        assertThat(steps).as("the request, the result and one publication").hasValue(3);
    }

    @Test
    void aMeasurementOfAnEarlierIncarnationIsDropped() {
        world.reconcile(define("a"));
        world.runner.measuresSlowly = true;
        measure();
        world.restart("a");

        world.runner.results.forEach(Runnable::run);
        world.loop.settle();

        assertThat(world.runner.results).hasSize(1);
        assertThat(world.commands.get("a").metrics()).isEmpty();
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
