package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessHistory.Passage;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.supervisor.World.Verdicts;

class HistoryTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = new World();

    @Test
    void phasesAreKeptWithTheirTimesAndReasons() {
        Instant begin = world.loop.now().time();
        world.health("db", Verdicts.BAD).reconcile(define("db").health(check(OnUnhealthy.NONE)),
                define("a").dependsOn("db")).advance(SOON);
        world.health("db", Verdicts.GOOD).advance(SOON);

        assertThat(passages("a")).extracting(Passage::phase).containsExactly(STOPPED, WAITING, STARTING, RUNNING);
        Passage waiting = passages("a").get(1);
        Passage starting = passages("a").get(2);
        assertThat(waiting.since()).isEqualTo(begin);
        assertThat(waiting.why()).isEqualTo("waiting for db (starting)");
        assertThat(waiting.incarnation()).isZero();
        assertThat(starting.since()).isAfter(begin.plus(SOON));
        assertThat(starting.incarnation()).isEqualTo(1);
        assertThat(starting.alive()).isTrue();
        assertThat(passages("a").get(3).since()).isAfter(starting.since());
    }

    @Test
    void changeOfHealthIsAPassage() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));
        world.health("a", Verdicts.BAD).advance(Duration.ofSeconds(30));
        world.health("a", Verdicts.GOOD).advance(SOON);

        assertThat(passages("a")).filteredOn(passage -> passage.phase() == RUNNING).extracting(Passage::health)
                .containsExactly(Health.HEALTHY, Health.UNHEALTHY, Health.HEALTHY);
        assertThat(passages("a")).filteredOn(passage -> passage.health() == Health.UNHEALTHY).singleElement()
                .satisfies(sick -> assertThat(sick.why()).isEqualTo("unhealthy: it refuses"));
    }

    @Test
    void resultsOfTheCheckAreKeptAndBounded() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(Duration.ofSeconds(1));
        assertThat(history("a").checks()).last().satisfies(check -> {
            assertThat(check.success()).isTrue();
            assertThat(check.incarnation()).isEqualTo(1);
            assertThat(check.took()).isZero();
        });

        world.health("a", Verdicts.BAD).advance(Duration.ofMinutes(10));

        assertThat(history("a").checks()).hasSize(50).noneMatch(ProcessHistory.Check::success);
        assertThat(history("a").checks()).extracting(ProcessHistory.Check::time).isSorted();
    }

    @Test
    void endsSayWhetherSomebodyHadAsked() {
        world.reconcile(define("a")).advance(SOON).exit("a", 3);
        world.expect("a", BACKOFF).advance(SOON);
        world.restart("a");
        world.advance(SOON);
        world.stop("a");
        world.advance(SOON);

        assertThat(history("a").ends()).extracting(ProcessHistory.End::asked).containsExactly(false, true, true);
        assertThat(history("a").ends()).extracting(ProcessHistory.End::incarnation).containsExactly(1L, 2L, 3L);
        assertThat(history("a").ends().get(0).exit().code()).hasValue(3);
        assertThat(passages("a")).extracting(Passage::phase).containsSubsequence(RUNNING, BACKOFF, STARTING, RUNNING,
                STOPPING, STARTING, RUNNING, STOPPING, STOPPED);
    }

    @Test
    void crashLoopDoesNotGrowIt() {
        world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.ALWAYS))).advance(SOON);
        for (int crash = 0; crash < 200; crash++) {
            world.exit("a", 0).advance(World.LONG);
        }

        assertThat(passages("a")).hasSize(100);
        assertThat(history("a").ends()).hasSize(20);
        assertThat(passages("a")).last().satisfies(last -> assertThat(last.phase()).isEqualTo(world.phase("a")));
    }

    @Test
    void liveReloadKeepsIt() {
        world.reconcile(define("a")).advance(SOON);
        List<Passage> before = passages("a");

        world.detach().attach().reconcile(define("a")).advance(SOON);

        assertThat(passages("a")).isEqualTo(before);
    }

    @Test
    void processThatIsForgottenTakesItAlong() {
        world.reconcile(define("a")).advance(SOON).reconcile().advance(SOON).reconcile(define("a"));

        assertThat(history("a").ends()).isEmpty();
    }

    private List<Passage> passages(String id) {
        return history(id).passages();
    }

    private ProcessHistory history(String id) {
        return world.commands.get(id).history();
    }
}
