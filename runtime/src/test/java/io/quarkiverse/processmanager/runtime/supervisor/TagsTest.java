package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.supervisor.FakeRunner.Temper;

class TagsTest {

    private final World world = new World();

    @Test
    void aStartByTagStartsWhatTheProcessesNeed() {
        world.reconcile(define("db").autoStart(false), define("api").tags("back").dependsOn("db").autoStart(false),
                define("web").tags("front").autoStart(false));

        CompletionStage<Map<String, ProcessStatus>> started = world.settled(world.commands.startTagged("back"));
        world.advance(Duration.ofSeconds(5));

        assertThat(started).isCompletedWithValueMatching(statuses -> statuses.keySet().equals(Set.of("api")));
        world.expect("db", RUNNING).expect("api", RUNNING).expect("web", STOPPED);
    }

    @Test
    void aStopByTagStopsDependentsFirstAndNoOtherProcess() {
        world.temper("api", Temper.STUBBORN)
                .reconcile(define("db").tags("back"), define("api").tags("back").dependsOn("db"),
                        define("web").dependsOn("api"))
                .advance(Duration.ofSeconds(9));

        CompletionStage<Map<String, ProcessStatus>> stopped = world.settled(world.commands.stopTagged("back"));

        world.expect("api", STOPPING).expect("db", RUNNING);
        world.advance(World.LONG);
        world.expect("api", STOPPED).expect("db", STOPPED).expect("web", RUNNING);
        assertThat(stopped).isCompleted();
    }

    @Test
    void anUnknownTagIsRefusedWithTheKnownOnes() {
        world.reconcile(define("db").tags("back"), define("api").tags("back", "slow"));

        assertThatThrownBy(() -> world.commands.tagged("bak")).isInstanceOf(ProcessException.class)
                .hasMessage("Process not found: no process has the tag 'bak'; known: back, slow; did you mean 'back'?");
        assertThat(world.commands.startTagged("bak")).isCompletedExceptionally();
        assertThat(world.commands.stopTagged("bak")).isCompletedExceptionally();
        assertThat(world.commands.tagged("back")).extracting(ManagedProcess::id).containsExactly("api", "db");
    }

    @Test
    void anotherTagRestartsNothing() {
        world.reconcile(define("db").tags("back")).advance(Duration.ofSeconds(5));

        world.reconcile(define("db").tags("front"));

        world.expect("db", RUNNING);
        assertThat(world.status("db").incarnation()).isEqualTo(1);
        assertThat(world.commands.tagged("front")).hasSize(1);
    }
}
