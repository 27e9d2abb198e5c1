package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.runtime.supervisor.World.check;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class ReconcileTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = new World();

    @Test
    void theSameDefinitionsChangeNothing() {
        world.reconcile(define("a"), define("b").dependsOn("a")).advance(Duration.ofSeconds(3)).exit("a", 1).advance(SOON);
        ProcessStatus before = world.status("a");

        world.detach().attach().reconcile(define("a"), define("b").dependsOn("a")).advance(SOON);

        assertThat(world.status("a")).isEqualTo(before);
        assertThat(world.runner.started("b")).hasSize(1);
    }

    @Test
    void onlyTheOneWithAnotherCommandIsRestarted() {
        world.reconcile(define("a"), define("b")).advance(SOON);

        world.reconcile(define("a").command("run", "differently"), define("b")).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(2);
        assertThat(world.process("a").launch.command().words()).containsExactly("run", "differently");
        assertThat(world.runner.started("b")).hasSize(1);
    }

    @Test
    void otherPortOtherProcess() {
        world.reconcile(define("a").port(1000)).advance(SOON);

        world.reconcile(define("a").port(1001)).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void theDependentOfAProcessWithAnotherPortRestartsToo() {
        world.reconcile(define("db").port(1000), define("web").dependsOn("db"), define("other")).advance(SOON);

        world.reconcile(define("db").port(1001), define("web").dependsOn("db"), define("other")).advance(SOON).advance(SOON);

        assertThat(world.runner.started("web")).hasSize(2);
        assertThat(world.process("web").launch.command().environment()).containsEntry("DB_PORT", "1001");
        assertThat(world.runner.started("other")).hasSize(1);
        world.expect("web", RUNNING);
    }

    @Test
    void aFailedDependentOfAProcessWithAnotherPortStarts() {
        world.reconcile(define("db").port(1000),
                define("web").dependsOn("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).advance(SOON)
                .exit("web", 1).expect("web", FAILED);

        world.reconcile(define("db").port(1001),
                define("web").dependsOn("db").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).advance(SOON)
                .advance(SOON);

        world.expect("web", RUNNING);
    }

    @Test
    void anotherDependentChangesNothingForItsDependency() {
        world.reconcile(define("db").port(1000)).advance(SOON);

        world.reconcile(define("db").port(1000), define("web").dependsOn("db")).advance(SOON);

        assertThat(world.runner.started("db")).hasSize(1);
        assertThat(world.process("web").launch.command().environment()).containsEntry("DB_PORT", "1000");
    }

    @Test
    void anOptionalDependencyThatComesOrGoesRestartsNothing() {
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db"))).advance(SOON);

        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db")), define("db").port(1000)).advance(SOON);
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db"))).advance(SOON);

        assertThat(world.runner.started("web")).hasSize(1);
    }

    @Test
    void anOptionalDependencyThatComesBackWithAnotherPortRestartsItsDependent() {
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db")), define("db").port(1000)).advance(SOON);

        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db"))).advance(SOON);
        world.reconcile(define("web").dependsOn(Dependency.ifPresent("db")), define("db").port(1001)).advance(SOON)
                .advance(SOON);

        assertThat(world.runner.started("web")).hasSize(2);
    }

    @Test
    void otherUserOtherProcess() {
        world.reconcile(define("a")).advance(SOON);

        world.reconcile(define("a").user("nobody")).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(2);
        assertThat(world.process("a").launch.execution().user()).contains("nobody");
    }

    @Test
    void settingsThatAreNotTheCommandApplyWithoutARestart() {
        world.reconcile(define("a")).advance(SOON);

        world.reconcile(define("a").stop(stop -> stop.signal("INT").timeout(Duration.ofSeconds(1)))
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))
                .health(check(OnUnhealthy.NONE))).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(1);
        assertThat(world.status("a").health()).isEqualTo(Health.HEALTHY);
        world.exit("a", 1).expect("a", FAILED);
    }

    @Test
    void whatIsNewAboutTheOutputIsPassedOnWithoutARestart() {
        LogSettings strip = LogSettings.DEFAULT.withAnsi(LogPolicy.Ansi.STRIP);
        world.reconcile(define("a")).advance(SOON);

        world.reconcile(define("a").log(log -> log.ansi(LogPolicy.Ansi.STRIP))).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(1);
        assertThat(world.runner.logPolicies).containsEntry("a", strip);
    }

    /** The process itself writes into its file, whatever is declared. */
    @Test
    void streamsMakeNoDifferenceToADetachedProcess() {
        world.reconcile(define("a").detached(true)).advance(SOON);

        world.reconcile(define("a").detached(true).log(log -> log.merge(true))).advance(SOON);
        world.reconcile(define("a").detached(true).log(log -> log.mode(LogMode.DIRECT))).advance(SOON);
        assertThat(world.runner.started("a")).hasSize(1);

        world.reconcile(define("a").detached(true).log(log -> log.file(file -> file.path(Path.of("other.log"))))).advance(SOON);
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void otherStreamsOtherProcess() {
        world.reconcile(define("a")).advance(SOON);

        world.reconcile(define("a").log(log -> log.mode(LogMode.DIRECT))).advance(SOON);

        assertThat(world.runner.started("a")).hasSize(2);
        assertThat(world.process("a").launch.log().capture()).isEqualTo(LogPolicy.Capture.DIRECT);
    }

    @Test
    void aHealthCheckCanGo() {
        world.reconcile(define("a").health(check(OnUnhealthy.NONE))).advance(SOON);

        world.reconcile(define("a"));

        assertThat(world.status("a").health()).isEqualTo(Health.UNCHECKED);
        assertThat(world.loop.pendingTimers()).isZero();
    }

    @Test
    void aRemovedOneIsStoppedAndForgotten() {
        world.temper("b", Temper.STUBBORN).reconcile(define("a"), define("b")).advance(SOON);

        world.reconcile(define("a"));
        assertThat(world.commands.find("b")).isEmpty();
        world.advance(Duration.ofSeconds(10));

        assertThat(world.commands.status()).containsOnlyKeys("a");
        assertThat(world.runner.living("b")).isZero();
    }

    @Test
    void oneThatComesBackWhileItIsBeingRemovedStartsAgain() {
        world.temper("b", Temper.STUBBORN).reconcile(define("a"), define("b")).advance(SOON);
        world.reconcile(define("a"));

        world.reconcile(define("a"), define("b")).advance(World.LONG);

        world.expect("b", RUNNING);
    }

    @Test
    void aNewOneStarts() {
        world.reconcile(define("a")).advance(SOON);

        world.reconcile(define("a"), define("b")).expect("b", STARTING);
    }

    @Test
    void oneThatWasStoppedByHandStaysStoppedEvenWithAnotherCommand() {
        world.reconcile(define("a")).advance(SOON);
        world.stop("a");

        world.reconcile(define("a").command("run", "differently")).advance(World.LONG);

        world.expect("a", STOPPED);
    }

    @Test
    void aFailedOneIsTriedAgainOnlyWithAnotherDefinition() {
        world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).exit("a", 1).expect("a",
                FAILED);

        world.reconcile(define("a").restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))).expect("a", FAILED);

        world.reconcile(define("a")).expect("a", STARTING);
    }

    @Test
    void aCompletedOneIsNotRunAgainByAReload() {
        world.reconcile(define("a")).exit("a", 0).expect("a", COMPLETED);

        world.reconcile(define("a")).expect("a", COMPLETED);

        world.reconcile(define("a").command("run", "differently")).expect("a", STARTING);
    }

    @Test
    void withoutAnApplicationACrashedOneIsStillRestarted() {
        world.reconcile(define("a")).advance(SOON);

        world.detach().exit("a", 1).advance(Duration.ofSeconds(5));

        world.expect("a", RUNNING);
        assertThat(world.runner.started("a")).hasSize(2);
    }

    @Test
    void aStartBringsUpNoOptionalDependencyThatIsBeingRemoved() {
        world.reconcile(define("db").autoStart(false));

        world.reconcile(define("x").dependsOn(Dependency.ifPresent("db"))).advance(SOON);

        world.expect("x", RUNNING);
        assertThat(world.runner.started("db")).isEmpty();
        assertThat(world.commands.status()).containsOnlyKeys("x");
    }
}
