package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.WatchPolicy.Action;
import io.quarkiverse.processmanager.runtime.rules.ChangeTally;
import io.quarkiverse.processmanager.runtime.supervisor.application.FileWatch;

/** What a change of watched files does, on virtual time. */
class FileChangesTest {

    private static final Duration UP = Duration.ofSeconds(5);

    private final World world = new World();
    private final List<String> reports = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private List<String> followed = List.of();

    @BeforeEach
    void watch() {
        world.supervisor.watchWith(new FileWatch() {
            @Override
            public void follow(List<ProcessDefinition> watched) {
                followed = watched.stream().map(ProcessDefinition::id).toList();
            }

            @Override
            public void report(String sentence) {
                reports.add(sentence);
            }

            @Override
            public void warn(String sentence) {
                warnings.add(sentence);
            }
        });
    }

    private static ProcessDefinitionBuilder watched(String id) {
        return define(id).watch("src");
    }

    private void change(String id) {
        world.supervisor.filesChanged(id, "src/a.py has changed");
        world.loop.settle();
    }

    @Test
    void theWatchFollowsThePlan() {
        world.reconcile(watched("a"), define("b"));
        assertThat(followed).containsExactly("a");

        world.reconcile(define("a"), watched("b"));
        assertThat(followed).containsExactly("b");

        world.reconcile(define("a"));
        assertThat(followed).isEmpty();
    }

    @Test
    void aChangeRestartsTheProcessAndNoDependent() {
        world.reconcile(watched("a"), define("b").dependsOn("a")).advance(UP);

        change("a");
        world.advance(UP);

        assertThat(world.expect("a", RUNNING).status("a").incarnation()).isEqualTo(2);
        assertThat(world.status("b").incarnation()).isEqualTo(1);
        assertThat(reports).containsExactly("process 'a' restarts: src/a.py has changed");
    }

    @Test
    void otherPatternsEndASuspension() {
        world.reconcile(watched("a")).advance(UP);
        for (int i = 0; i <= ChangeTally.MOST; i++) {
            change("a");
        }
        world.advance(UP);
        assertThat(warnings).singleElement().asString().contains("restart the process to apply the last one");
        long before = world.status("a").incarnation();
        change("a");
        world.advance(UP);
        assertThat(world.status("a").incarnation()).isEqualTo(before);

        world.reconcile(watched("a").watch("src", "!src/generated")).advance(UP);
        change("a");
        world.advance(UP);

        assertThat(world.expect("a", RUNNING).status("a").incarnation()).isEqualTo(before + 1);
    }

    @Test
    void aCascadeRestartsAllRunningDependents() {
        world.reconcile(watched("a").watch(watch -> watch.cascade(true)), define("b").dependsOn("a"),
                define("c").dependsOn("b"),
                define("d").dependsOn("a").autoStart(false)).advance(UP);

        change("a");
        world.advance(World.LONG);

        assertThat(world.expect("b", RUNNING).status("b").incarnation()).isEqualTo(2);
        assertThat(world.expect("c", RUNNING).status("c").incarnation()).isEqualTo(2);
        world.expect("d", STOPPED);
    }

    @Test
    void aChangeRevivesAProcessThatHasGivenUp() {
        world.reconcile(watched("a").restart(restart -> restart.max(0))).exit("a", 1).expect("a", FAILED);

        change("a");
        world.advance(UP);

        world.expect("a", RUNNING);
    }

    @Test
    void aChangeEndsTheDelayBeforeARestart() {
        world.reconcile(watched("a")).exit("a", 1).expect("a", BACKOFF);

        change("a");

        assertThat(world.status("a").incarnation()).isEqualTo(2);
    }

    @Test
    void aChangeLeavesAProcessStoppedThatACommandHasStopped() {
        world.reconcile(watched("a"), watched("b").autoStart(false)).advance(UP);
        world.stop("a");
        world.advance(UP);

        change("a");
        change("b");
        world.advance(UP);

        world.expect("a", STOPPED).expect("b", STOPPED);
    }

    @Test
    void aSignalLeavesTheProcessRunning() {
        world.reconcile(watched("a").watch(watch -> watch.signal("SIGHUP"))).advance(UP);

        change("a");

        assertThat(world.process("a").signals).containsExactly("HUP");
        assertThat(world.expect("a", RUNNING).status("a").incarnation()).isEqualTo(1);
    }

    @Test
    void aRerunWaitsForTheEndOfTheRun() {
        world.reconcile(watched("a").kind(ProcessKind.TASK).watch(watch -> watch.action(Action.RERUN)));
        change("a");
        change("a");
        assertThat(world.status("a").incarnation()).isEqualTo(1);

        world.exit("a", 0);
        assertThat(world.status("a").incarnation()).isEqualTo(2);

        world.exit("a", 0).expect("a", COMPLETED);
        change("a");
        assertThat(world.status("a").incarnation()).isEqualTo(3);
    }

    @Test
    void aStopEndsTheWaitForARerun() {
        world.reconcile(watched("a").watch(watch -> watch.action(Action.RERUN))).advance(UP);
        change("a");

        world.stop("a");
        world.advance(UP);

        assertThat(world.expect("a", STOPPED).status("a").incarnation()).isEqualTo(1);
    }

    @Test
    void changesWithoutEndAreSuspendedWithASentenceUntilTheyPause() {
        world.reconcile(watched("a")).advance(UP);
        for (int i = 0; i < 3 * ChangeTally.MOST; i++) {
            change("a");
            world.advance(Duration.ofSeconds(1));
        }
        long restarts = world.status("a").incarnation();

        assertThat(restarts).isEqualTo(1 + ChangeTally.MOST);
        assertThat(world.expect("a", RUNNING).status("a").why())
                .startsWith(
                        "watching is suspended: its watched files have changed more than 10 times within 30 s, last: src/a.py");
        assertThat(warnings).singleElement().asString().startsWith("suspends the watch of process 'a': ");

        world.advance(ChangeTally.WINDOW);
        change("a");
        world.advance(UP);

        assertThat(world.expect("a", RUNNING).status("a").incarnation()).isEqualTo(restarts + 1);
    }
}
