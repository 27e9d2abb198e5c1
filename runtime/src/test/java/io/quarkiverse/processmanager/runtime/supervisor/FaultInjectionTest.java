package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/**
 * A call that leaves the supervisor throws, each one in turn: effects, checks, listeners, and the tasks and timers of the loop. No
 * process stays in a wrong state, and the next command works.
 */
class FaultInjectionTest {

    private static final List<String> IDS = List.of("db", "api", "seed", "worker");

    @Test
    void noProcessStaysInAWrongStateWhateverThrowsOnce() {
        int boundaries = run(Integer.MAX_VALUE);

        assertThat(boundaries).as("calls that can throw").isGreaterThan(50);
        for (int boundary = 1; boundary <= boundaries; boundary++) {
            try {
                run(boundary);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("a throw at call " + boundary + " of " + boundaries + ": " + e.getMessage(), e);
            }
        }
    }

    /** Runs the scenario; the call with the given number throws. Returns the number of calls. */
    private static int run(int failing) {
        World world = new World();
        world.keepsSteps = false;
        Injected injected = world.inject(failing);
        world.temper("worker", Temper.STUBBORN).reconcile(define("db").health(check(OnUnhealthy.RESTART)),
                define("api").dependsOn("db"), define("seed").dependsOn("db").creates(Path.of("seeded")),
                define("worker").dependsOn("api"));
        world.advance(Duration.ofSeconds(2));
        living(world, "db").ifPresent(fake -> fake.exit(1));
        living(world, "seed").ifPresent(fake -> fake.exit(0));
        living(world, "api").ifPresent(fake -> fake.exitLeaving(1, 2));
        world.advance(Duration.ofSeconds(3));
        world.health("db", Verdicts.BAD).advance(Duration.ofSeconds(14));
        world.health("db", Verdicts.GOOD).advance(Duration.ofSeconds(6));
        world.restart("worker");
        world.supervisor.measure();
        world.advance(Duration.ofSeconds(12));
        world.detach();
        world.attach();
        world.advance(Duration.ofSeconds(15));
        isWhatItSays(world);
        int calls = injected.calls();

        IDS.forEach(world::start);
        world.advance(Duration.ofMinutes(1));
        living(world, "seed").ifPresent(fake -> fake.exit(0));
        world.advance(Duration.ofMinutes(1));
        IDS.forEach(id -> assertThat(world.phase(id)).as(id + ": " + world.status(id).why() + "; " + injected)
                .isIn(RUNNING, COMPLETED));
        world.settled(world.commands.stopAll());
        world.advance(Duration.ofMinutes(1));
        IDS.forEach(id -> assertThat(world.phase(id)).as(id + ": " + world.status(id).why() + "; " + injected)
                .isEqualTo(STOPPED));
        IDS.forEach(id -> assertThat(world.runner.living(id)).as("living processes of " + id).isZero());
        assertThat(world.loop.pendingTimers()).as("timers").isZero();
        return calls;
    }

    private static Optional<FakeRunner.Fake> living(World world, String id) {
        return world.runner.started(id).stream().filter(fake -> !fake.gone && !fake.hasExited()).reduce((a, b) -> b);
    }

    /** A process that is up has a living root, one at rest has none, and no phase with a time limit lacks its timer. */
    private static void isWhatItSays(World world) {
        for (String id : IDS) {
            ProcessPhase phase = world.phase(id);
            boolean lives = living(world, id).isPresent();
            String story = id + " is " + phase + ": " + world.status(id).why();
            if (phase == RUNNING) {
                assertThat(lives).as(story).isTrue();
            } else if (phase == STOPPED || phase == COMPLETED || phase == FAILED) {
                assertThat(lives).as(story).isFalse();
            }
        }
        assertThat(world.loop.pendingTimers()).isGreaterThanOrEqualTo(WorldTimers.expected(world, IDS));
    }
}
