package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The growth of the work with the number of processes, on virtual time. What is counted does not depend on the machine. With
 * {@code -Dscale} the test prints the table of the page about scale.
 */
class ScaleTest {

    private static final List<Integer> SIZES = List.of(10, 100, 300, 1_000);
    private static final boolean PRINTS = System.getProperty("scale") != null;

    /**
     * What a phase of the life of all processes costs.
     *
     * @param tasks the tasks of the loop
     * @param visits how often the supervisor has looked at a process
     * @param publications the published snapshots
     * @param events the published events
     */
    private record Work(long tasks, long visits, long publications, long events, double millis) {

        double per(long count, long processes) {
            return (double) count / processes;
        }
    }

    /** A world whose tasks are counted. */
    private static final class Counted {

        private final World world = new World();
        private long tasks;

        Counted() {
            world.keepsSteps = false;
            world.invariants(() -> tasks++);
        }

        Work work(Consumer<World> action) {
            long before = tasks;
            long visits = world.supervisor.registry().visits();
            int changes = world.changes;
            int events = world.events.size();
            long began = System.nanoTime();
            action.accept(world);
            return new Work(tasks - before, world.supervisor.registry().visits() - visits, world.changes - changes,
                    world.events.size() - events, (System.nanoTime() - began) / 1e6);
        }
    }

    /** Each depends on one database and has a check, as in an application with many workers. */
    private static List<ProcessDefinition> star(int count) {
        List<ProcessDefinition> all = new ArrayList<>(List.of(checked("p0").build()));
        for (int i = 1; i < count; i++) {
            all.add(checked("p" + i).dependsOn("p0").build());
        }
        return all;
    }

    /** Each depends on the one before: the deepest plan. */
    private static List<ProcessDefinition> chain(int count) {
        List<ProcessDefinition> all = new ArrayList<>(List.of(checked("p0").build()));
        for (int i = 1; i < count; i++) {
            all.add(checked("p" + i).dependsOn("p" + (i - 1)).build());
        }
        return all;
    }

    private static ProcessDefinitionBuilder checked(String id) {
        return define(id).health(check(OnUnhealthy.NONE));
    }

    private static Counted running(List<ProcessDefinition> definitions) {
        Counted counted = new Counted();
        counted.world.reconcile(definitions).advance(Duration.ofMinutes(1));
        assertThat(counted.world.commands.status().values()).extracting(ProcessStatus::phase)
                .containsOnly(ProcessPhase.RUNNING);
        return counted;
    }

    /** The largest size may cost so much more for each process than the smallest, whose ends count more. */
    private static void assertLinear(String what, Map<Integer, Work> works, double most) {
        if (PRINTS) {
            works.forEach((count, work) -> System.out.printf(Locale.ROOT,
                    "%-22s %5d  tasks %6.2f  visits %6.2f  publications %6.3f  events %5.2f  %7.3f ms for each%n", what, count,
                    work.per(work.tasks, count), work.per(work.visits, count), work.per(work.publications, count),
                    work.per(work.events, count), work.millis / count));
        }
        Work few = works.get(SIZES.get(1));
        Work many = works.get(SIZES.get(SIZES.size() - 1));
        double grown = (double) SIZES.get(SIZES.size() - 1) / SIZES.get(1);
        assertThat(many.tasks).as("%s: tasks", what).isLessThanOrEqualTo(Math.round(few.tasks * grown * most));
        assertThat(many.visits).as("%s: visits", what).isLessThanOrEqualTo(Math.round(few.visits * grown * most));
        assertThat(many.publications).as("%s: publications", what)
                .isLessThanOrEqualTo(Math.round(few.publications * grown * most));
        assertThat(many.events).as("%s: events", what).isLessThanOrEqualTo(Math.round(few.events * grown * most));
    }

    private static Map<Integer, Work> each(IntFunction<Work> measure) {
        Map<Integer, Work> works = new TreeMap<>();
        SIZES.forEach(count -> works.put(count, measure.apply(count)));
        return works;
    }

    @Test
    void theWorkOfAStartGrowsAsTheProcesses() {
        for (Map.Entry<String, IntFunction<List<ProcessDefinition>>> shape : Map
                .<String, IntFunction<List<ProcessDefinition>>> of("star", ScaleTest::star, "chain", ScaleTest::chain)
                .entrySet()) {
            assertLinear("start, " + shape.getKey(), each(count -> {
                List<ProcessDefinition> definitions = shape.getValue().apply(count);
                Counted counted = new Counted();
                Work work = counted.work(world -> world.reconcile(definitions).advance(Duration.ofSeconds(2)));
                assertThat(counted.world.commands.status().values()).extracting(ProcessStatus::isReady).containsOnly(true);
                return work;
            }), 1.1);
        }
    }

    @Test
    void theWorkOfAMinuteOfChecksGrowsAsTheProcessesAndItsSnapshotsDoNot() {
        Map<Integer, Work> works = each(
                count -> running(star(count)).work(world -> world.advance(Duration.ofMinutes(1))));

        assertLinear("a minute of checks", works, 1.1);
        assertThat(works.get(1_000).publications()).as("at most one a second").isLessThanOrEqualTo(61);
    }

    @Test
    void theWorkOfAStopGrowsAsTheProcesses() {
        assertLinear("stop, star", each(count -> running(star(count)).work(world -> {
            world.commands.stopAll();
            world.advance(Duration.ofSeconds(2));
        })), 1.1);
        assertLinear("stop, chain", each(count -> running(chain(count)).work(world -> {
            world.commands.stopAll();
            world.advance(Duration.ofSeconds(2));
        })), 1.1);
    }

    @Test
    void aCrashCostsTheSameAtEachSize() {
        Map<Integer, Work> works = each(count -> running(star(count)).work(world -> {
            world.exit("p3", 1);
            // Between two checks of the others.
            world.loop.settle();
        }));

        if (PRINTS) {
            works.forEach((count, work) -> System.out.printf(Locale.ROOT, "%-22s %5d  tasks %d  visits %d  publications %d%n",
                    "a crash", count, work.tasks, work.visits, work.publications));
        }
        assertThat(works.values()).extracting(Work::tasks).containsOnly(works.get(10).tasks());
        assertThat(works.values()).extracting(Work::visits).containsOnly(works.get(10).visits());
        assertThat(works.values()).extracting(Work::publications).containsOnly(works.get(10).publications());
    }
}
