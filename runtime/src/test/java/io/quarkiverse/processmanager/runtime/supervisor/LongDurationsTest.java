package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

/** A duration of any length is a duration: no step fails, and each command still works. */
class LongDurationsTest {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private static final Map<String, BiConsumer<ProcessDefinitionBuilder, Duration>> SETTERS = new TreeMap<>(Map.of(
            "startup-window", ProcessDefinitionBuilder::startupWindow,
            "startup-timeout", ProcessDefinitionBuilder::startupTimeout,
            "wait-timeout", ProcessDefinitionBuilder::waitTimeout,
            "health.initial-delay", (b, time) -> b.health(health -> health.initialDelay(time)),
            "health.interval", (b, time) -> b.health(health -> health.interval(time)),
            "health.timeout", (b, time) -> b.health(health -> health.timeout(time)),
            "restart.delay", (b, time) -> b.restart(restart -> restart.delay(time).maxDelay(time)),
            "restart.max-delay", (b, time) -> b.restart(restart -> restart.maxDelay(time)),
            "restart.reset-after", (b, time) -> b.restart(restart -> restart.resetAfter(time)),
            "stop.timeout", (b, time) -> b.stop(stop -> stop.timeout(time))));

    /** The keys of processes that need more than a command and a check: a definition with the longest duration is valid. */
    private static final Map<String, BiConsumer<ProcessDefinitionBuilder, Duration>> OF_SOME = Map.of(
            "liveness.initial-delay", (b, time) -> b.liveness(liveness -> liveness.command("true").initialDelay(time)),
            "liveness.interval", (b, time) -> b.liveness(liveness -> liveness.command("true").interval(time)),
            "liveness.timeout", (b, time) -> b.liveness(liveness -> liveness.command("true").timeout(time)),
            "commands.*.timeout", (b, time) -> b.command("clear", command -> command.command("true").timeout(time)),
            "health.watchdog", (b, time) -> b.health(health -> health.notify("socket").watchdog(time)),
            "schedule.every", (b, time) -> b.schedule(schedule -> schedule.every(time.minusNanos(999_999_999))),
            "watch.debounce", (b, time) -> b.watch("src/**").watch(watch -> watch.debounce(time)));

    private final World world = new World();

    static Set<String> keys() {
        return SETTERS.keySet();
    }

    @Test
    void eachKeyWithADurationIsTested() {
        Set<String> keys = new TreeSet<>();
        KnownKeys.table().lines().filter(line -> line.contains("quarkus.processes.") && line.contains(Duration.class.getName()))
                .forEach(line -> keys.add(line.replaceFirst("^.*quarkus\\.processes\\.([a-z.*-]+).*$", "$1")));

        Set<String> tested = new TreeSet<>(keys());
        tested.addAll(OF_SOME.keySet());
        assertThat(keys).isEqualTo(tested);
    }

    @Test
    void aDefinitionHasALongDuration() {
        OF_SOME.forEach((key, setter) -> {
            ProcessDefinitionBuilder builder = ProcessDefinition.builder("a").command("sleep", "1");
            setter.accept(builder, FOREVER);
            assertThatCode(builder::build).as(key).doesNotThrowAnyException();
        });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aProcessWithALongDurationFailsRestartsAndStops(String key) {
        ProcessDefinitionBuilder checked = define("checked").health(health -> health.probe(World.FAKE_PROBE));
        // Without a check before, the start would time out.
        checked.startupTimeout(Duration.ofDays(2));
        ProcessDefinitionBuilder plain = define("plain");
        ProcessDefinitionBuilder waiting = define("waiting").dependsOn("slow");
        for (ProcessDefinitionBuilder builder : new ProcessDefinitionBuilder[] { checked, plain, waiting }) {
            SETTERS.get(key).accept(builder, FOREVER);
        }
        world.temper("slow", Temper.SLOW_TO_START).reconcile(define("slow").startupTimeout(FOREVER), checked, plain, waiting);
        world.advance(Duration.ofHours(1)).expect("waiting", WAITING);

        world.exit("plain", 1).expect("plain", BACKOFF);
        world.health("checked", Verdicts.HANGING).exit("checked", 1).expect("checked", BACKOFF).advance(Duration.ofHours(1));
        world.health("checked", Verdicts.GOOD);
        world.start("plain");
        world.start("checked");
        world.advance(Duration.ofDays(1));

        assertThat(world.phase("plain")).isEqualTo(key.equals("startup-window") ? STARTING : RUNNING);
        assertThat(world.phase("checked")).isIn(STARTING, RUNNING);
        world.temper("plain", Temper.STUBBORN).restart("plain");
        world.settled(world.commands.stopAll());
        world.advance(World.LONG).expect("checked", STOPPED).expect("waiting", STOPPED);
    }

    @Test
    void aCallerMayWaitForEver() {
        world.temper("a", Temper.STUBBORN).reconcile(define("a"));

        world.commands.handleCommands().whenReady("a", Optional.of(FOREVER));
        world.commands.handleCommands().onExit("a", Optional.of(FOREVER));
        world.loop.settle();
        world.commands.get("a").stop(StopOptions.within(FOREVER));
        world.advance(Duration.ofSeconds(9)).expect("a", STOPPING);

        world.settled(world.commands.stopAll(StopOptions.within(FOREVER)));
        world.advance(World.LONG).expect("a", STOPPED);
    }
}
