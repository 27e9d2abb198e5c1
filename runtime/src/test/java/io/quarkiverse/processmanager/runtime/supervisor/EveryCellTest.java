package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.KILLING;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.AGAIN;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.BLOCKED;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.COMPLETE;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.GIVE_UP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.HALT;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.READY;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.RETRY;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.START;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.STOP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.SWEEP;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.TIMER;
import static io.quarkiverse.processmanager.runtime.rules.Trigger.UP;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** For each cell of the lifecycle one scenario that goes through it and ends in its phase. */
class EveryCellTest {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration BACKOFF_DELAY = Duration.ofMillis(500);

    private final Map<String, Consumer<World>> scenarios = new LinkedHashMap<>();

    EveryCellTest() {
        stopped();
        waiting();
        starting();
        running();
        backoff();
        stopping();
        killing();
        atRest();
    }

    @Test
    void thereIsAScenarioForEachDeclaredCell() {
        Set<String> declared = new TreeSet<>();
        for (ProcessPhase phase : ProcessPhase.values()) {
            for (Trigger trigger : Trigger.values()) {
                Lifecycle.next(phase, trigger).ifPresent(next -> declared.add(step(phase, trigger, next)));
            }
        }

        assertThat(new TreeSet<>(scenarios.keySet())).isEqualTo(declared);
    }

    @TestFactory
    Stream<DynamicTest> eachCellIsVisitedByItsScenario() {
        return scenarios.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            World world = new World();

            entry.getValue().accept(world);

            assertThat(world.steps).contains(entry.getKey());
        }));
    }

    private void stopped() {
        scenario(STOPPED, START, WAITING, world -> world.reconcile(define("a")).expect("a", STARTING));
        scenario(STOPPED, STOP, STOPPED, world -> {
            world.reconcile(byHand("a"));
            world.stop("a");
            world.expect("a", STOPPED);
        });
    }

    private void waiting() {
        scenario(WAITING, START, WAITING, world -> {
            waitingFor(world);
            world.commands.startAll();
            world.loop.settle();
            world.expect("a", WAITING);
        });
        scenario(WAITING, STOP, STOPPED, world -> {
            waitingFor(world);
            world.stop("a");
            world.expect("a", STOPPED);
        });
        scenario(WAITING, SWEEP, STOPPING, world -> {
            world.reconcile(define("db"), keeping("a").dependsOn("db")).advance(Duration.ofSeconds(2)).expect("a", RUNNING);
            world.health("db", Verdicts.BAD).reconcile(checked("db").command("changed"), keeping("a").dependsOn("db"));
            sweep(world.exitLeaving("a", 1, 1).advance(BACKOFF_DELAY).expect("a", WAITING));
        });
        scenario(WAITING, READY, STARTING, world -> {
            waitingFor(world);
            world.health("db", Verdicts.GOOD).advance(Duration.ofMillis(300)).expect("a", STARTING);
        });
        scenario(WAITING, BLOCKED, FAILED, world -> world.temper("db", Temper.UNSTARTABLE)
                .reconcile(define("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)),
                        define("a").dependsOn("db"))
                .expect("a", FAILED));
        scenario(WAITING, TIMER, FAILED, world -> {
            world.health("db", Verdicts.BAD).reconcile(checked("db"),
                    define("a").dependsOn("db").waitTimeout(Duration.ofSeconds(5)));
            world.advance(Duration.ofSeconds(5)).expect("a", FAILED);
        });
    }

    private void starting() {
        scenario(STARTING, START, STARTING, world -> {
            world.reconcile(define("a"));
            world.start("a");
            world.expect("a", STARTING);
        });
        scenario(STARTING, STOP, STOPPING, world -> {
            world.temper("a", Temper.STUBBORN).reconcile(define("a"));
            world.stop("a");
            world.expect("a", STOPPING);
        });
        scenario(STARTING, UP, RUNNING, world -> world.reconcile(checked("a")).advance(Duration.ofMillis(1))
                .expect("a", RUNNING));
        scenario(STARTING, TIMER, RUNNING, world -> running(world).expect("a", RUNNING));
        scenario(STARTING, RETRY, BACKOFF, world -> world.reconcile(define("a")).exit("a", 1).expect("a", BACKOFF));
        scenario(STARTING, COMPLETE, COMPLETED, world -> world.reconcile(define("a")).exit("a", 0).expect("a", COMPLETED));
        scenario(STARTING, GIVE_UP, FAILED,
                world -> world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).exit("a", 1)
                        .expect("a", FAILED));
    }

    private void running() {
        scenario(RUNNING, START, RUNNING, world -> {
            running(world);
            world.start("a");
            world.expect("a", RUNNING);
        });
        scenario(RUNNING, STOP, STOPPING, world -> {
            running(world.temper("a", Temper.STUBBORN));
            world.stop("a");
            world.expect("a", STOPPING);
        });
        scenario(RUNNING, UP, RUNNING, world -> running(world).reconcile(checked("a")).advance(Duration.ofSeconds(1))
                .expect("a", RUNNING));
        scenario(RUNNING, RETRY, BACKOFF, world -> running(world).exit("a", 1).expect("a", BACKOFF));
        scenario(RUNNING, COMPLETE, COMPLETED, world -> running(world).exit("a", 0).expect("a", COMPLETED));
        scenario(RUNNING, GIVE_UP, FAILED,
                world -> running(world, define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).exit("a", 1)
                        .expect("a", FAILED));
    }

    private void backoff() {
        scenario(BACKOFF, START, WAITING, world -> {
            world.reconcile(define("a")).exit("a", 1);
            world.start("a");
            world.expect("a", STARTING);
        });
        scenario(BACKOFF, STOP, STOPPED, world -> {
            world.reconcile(define("a")).exit("a", 1);
            world.stop("a");
            world.advance(World.LONG).expect("a", STOPPED);
        });
        scenario(BACKOFF, SWEEP, STOPPING, world -> sweep(running(world, keeping("a")).exitLeaving("a", 1, 1)));
        scenario(BACKOFF, TIMER, WAITING, world -> world.reconcile(define("a")).exit("a", 1).advance(BACKOFF_DELAY)
                .expect("a", STARTING));
    }

    private void stopping() {
        scenario(STOPPING, START, STOPPING, world -> {
            stopping(world);
            world.start("a");
            world.expect("a", STOPPING);
        });
        scenario(STOPPING, STOP, STOPPING, world -> {
            stopping(world);
            world.stop("a");
            world.expect("a", STOPPING);
        });
        scenario(STOPPING, TIMER, KILLING, world -> {
            running(world.temper("a", Temper.IMMORTAL));
            world.stop("a");
            world.advance(GRACE).expect("a", FAILED);
        });
        scenario(STOPPING, RETRY, BACKOFF, world -> running(world).exitLeaving("a", 1, 2).expect("a", BACKOFF));
        scenario(STOPPING, COMPLETE, COMPLETED, world -> running(world).exitLeaving("a", 0, 2).expect("a", COMPLETED));
        scenario(STOPPING, GIVE_UP, FAILED,
                world -> running(world, define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)))
                        .exitLeaving("a", 1, 2).expect("a", FAILED));
        scenario(STOPPING, HALT, STOPPED, world -> {
            running(world);
            world.stop("a");
            world.expect("a", STOPPED);
        });
        scenario(STOPPING, AGAIN, WAITING, world -> {
            running(world);
            world.restart("a");
            world.expect("a", STARTING);
        });
    }

    private void killing() {
        scenario(KILLING, START, KILLING, world -> {
            killing(world, define("a"));
            world.start("a");
            world.expect("a", KILLING);
        });
        scenario(KILLING, STOP, KILLING, world -> {
            killing(world, define("a"));
            world.stop("a");
            world.expect("a", KILLING);
        });
        scenario(KILLING, TIMER, FAILED, world -> {
            running(world.temper("a", Temper.IMMORTAL));
            world.stop("a");
            world.advance(GRACE).expect("a", FAILED);
        });
        scenario(KILLING, RETRY, BACKOFF, world -> killed(world.temper("a", Temper.STUBBORN), define("a"), 1)
                .expect("a", BACKOFF));
        scenario(KILLING, COMPLETE, COMPLETED, world -> killed(world.temper("a", Temper.STUBBORN), define("a"), 0)
                .expect("a", COMPLETED));
        scenario(KILLING, GIVE_UP, FAILED, world -> killed(world.temper("a", Temper.STUBBORN),
                define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)), 1).expect("a", FAILED));
        scenario(KILLING, HALT, STOPPED, world -> {
            running(world.temper("a", Temper.STUBBORN));
            world.stop("a");
            world.advance(GRACE).expect("a", STOPPED);
        });
        scenario(KILLING, AGAIN, WAITING, world -> {
            running(world.temper("a", Temper.STUBBORN));
            world.restart("a");
            world.advance(GRACE).expect("a", STARTING);
        });
    }

    private void atRest() {
        scenario(COMPLETED, START, WAITING, world -> {
            world.reconcile(define("a")).exit("a", 0);
            world.start("a");
            world.expect("a", STARTING);
        });
        scenario(COMPLETED, STOP, STOPPED, world -> {
            world.reconcile(define("a")).exit("a", 0);
            world.stop("a");
            world.expect("a", STOPPED);
        });
        scenario(FAILED, START, WAITING, world -> {
            world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).exit("a", 1);
            world.start("a");
            world.expect("a", STARTING);
        });
        scenario(COMPLETED, SWEEP, STOPPING, world -> sweep(running(world, keeping("a")).exitLeaving("a", 0, 1)));
        scenario(FAILED, SWEEP, STOPPING,
                world -> sweep(running(world, keeping("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)))
                        .exitLeaving("a", 1, 1)));
        scenario(FAILED, STOP, STOPPED, world -> {
            world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).exit("a", 1);
            world.stop("a");
            world.expect("a", STOPPED);
        });
    }

    private void scenario(ProcessPhase phase, Trigger trigger, ProcessPhase next, Consumer<World> scenario) {
        scenarios.put(step(phase, trigger, next), scenario);
    }

    private static String step(ProcessPhase phase, Trigger trigger, ProcessPhase next) {
        return phase + " " + trigger + " " + next;
    }

    private static ProcessDefinitionBuilder byHand(String id) {
        return define(id).autoStart(false);
    }

    private static ProcessDefinitionBuilder checked(String id) {
        return define(id).health(check(OnUnhealthy.NONE));
    }

    private static void waitingFor(World world) {
        world.health("db", Verdicts.BAD).reconcile(checked("db"), define("a").dependsOn("db")).expect("a", WAITING);
    }

    private static ProcessDefinitionBuilder keeping(String id) {
        return define(id).leftovers(StopPolicy.Leftovers.KEEP);
    }

    private static void sweep(World world) {
        world.stop("a");
        world.expect("a", STOPPED);
    }

    private static World running(World world) {
        return running(world, define("a"));
    }

    private static World running(World world, ProcessDefinitionBuilder definition) {
        return world.reconcile(definition).advance(Duration.ofSeconds(1)).expect("a", RUNNING);
    }

    private static void stopping(World world) {
        running(world.temper("a", Temper.STUBBORN));
        world.stop("a");
        world.expect("a", STOPPING);
    }

    /** In KILLING until the test ends: the kill is in progress and has not been reported. */
    private static void killing(World world, ProcessDefinitionBuilder definition) {
        running(world.temper("a", Temper.UNHEARD_OF), definition);
        world.stop("a");
        world.advance(GRACE).expect("a", KILLING);
    }

    /** The root process has exited, and its left-over processes are killed after the grace period. */
    private static World killed(World world, ProcessDefinitionBuilder definition, int code) {
        return running(world, definition).exitLeaving("a", code, 1).advance(GRACE);
    }
}
