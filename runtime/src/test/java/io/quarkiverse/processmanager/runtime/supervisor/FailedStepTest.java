package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** A step that fails for one process loses nothing for the others. */
class FailedStepTest {

    @Test
    void theProcessesThatDependOnAFailedOneBesideTheBrokenOneFail() {
        World world = new World();
        world.keepsSteps = false;
        world.runner.broken.add("a");
        world.temper("db", FakeRunner.Temper.SLOW_TO_START);
        world.reconcile(define("db").restart(restart -> restart.policy(Mode.NEVER)), define("a").dependsOn("db"),
                define("b").dependsOn("db"), define("c").dependsOn("b"));

        world.process("db").exit(4);
        assertThatThrownBy(() -> world.advance(Duration.ofHours(1))).hasMessage("broken");
        world.advance(Duration.ofHours(1));

        world.expect("b", ProcessPhase.FAILED).expect("c", ProcessPhase.FAILED);
    }

    @Test
    void theProcessesBesideOneThatCannotBeStoppedAreStopped() {
        World world = new World();
        world.keepsSteps = false;
        world.reconcile(define("a"), define("b"));
        world.advance(Duration.ofSeconds(5));
        world.runner.broken.add("a");

        world.commands.stopAll();
        assertThatThrownBy(world.loop::settle).hasMessage("broken");
        world.start("b");
        world.commands.stopAll();
        world.loop.settle();

        world.expect("b", ProcessPhase.STOPPED);
    }

    @Test
    void aStartThatThrowsIsAFailedStartAndIsTriedAgain() {
        World world = new World();
        world.runner.refusedThreads.add("a");
        world.reconcile(define("a"), define("b"));

        world.expect("a", ProcessPhase.BACKOFF).expect("b", ProcessPhase.STARTING);
        assertThat(world.status("a").lastExit().orElseThrow().reason()).contains(Reason.OUT_OF_RESOURCES);
        assertThat(world.status("a").why()).contains("the start itself has failed", "unable to create native thread",
                "ulimit -u");

        world.runner.refusedThreads.clear();
        world.advance(Duration.ofSeconds(5));

        world.expect("a", ProcessPhase.RUNNING);
    }

    @Test
    void aProcessWhoseStartHasThrownCanBeStopped() {
        World world = new World();
        world.runner.refusedThreads.add("a");
        world.create(define("a"));
        CompletionStage<ProcessStatus> started = world.commands.get("a").start();
        CompletionStage<ProcessStatus> stopped = world.stop("a");

        world.expect("a", ProcessPhase.STOPPED);
        assertThat(started).isCompletedExceptionally();
        assertThat(stopped).isCompleted();
    }

    @Test
    void aStopOfAllWhoseStepThrowsFails() {
        assertThat(failures(world -> world.commands.stopAll())).isNotEmpty().allMatch(text -> text.contains("injected"));
    }

    @Test
    void aCloseWhoseStepThrowsFails() {
        assertThat(failures(world -> world.commands.close())).isNotEmpty().allMatch(text -> text.contains("injected"));
    }

    @Test
    void aReconcileThatThrowsFails() {
        assertThat(failures(world -> world.supervisor.reconcile(Plan.of(List.of(
                define("a").log(log -> log.bufferSize(100_000)).build(), define("c").build())))))
                .isNotEmpty().allMatch(text -> text.contains("injected"));
    }

    @Test
    void noStageStaysPendingWhateverThrows() {
        failures(world -> world.supervisor.detach());
        failures(world -> world.supervisor.applicationEnds());
        failures(world -> world.supervisor.eventsPublished());
    }

    /** Lets each call that leaves the supervisor throw in turn. No stage stays pending. Returns the messages of those that fail. */
    private static List<String> failures(Function<World, CompletionStage<?>> command) {
        List<String> failures = new ArrayList<>();
        for (int failing = 1;; failing++) {
            World world = new World();
            world.keepsSteps = false;
            world.reconcile(define("a"), define("b").dependsOn("a"));
            world.advance(Duration.ofSeconds(5));
            Injected injected = world.inject(failing);

            CompletableFuture<?> stage = command.apply(world).toCompletableFuture();
            world.advance(Duration.ofMinutes(2));

            assertThat(stage).as(injected.toString()).isDone();
            stage.handle((value, error) -> error == null || failures.add(error.toString()));
            if (injected.calls() < failing) {
                return failures;
            }
        }
    }
}
