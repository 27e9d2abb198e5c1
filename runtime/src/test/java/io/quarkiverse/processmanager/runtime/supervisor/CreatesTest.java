package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;
import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;

/** A task whose start is skipped if what it creates exists. */
class CreatesTest {

    private static final String SKIPPED = "skipped: target/pg/PG_VERSION exists";

    private final World world = new World();

    @Test
    void whatExistsIsNotCreatedAgainAndTheDependentsStart() {
        exists();

        world.reconcile(initdb(), define("db").dependsOn("initdb"));

        world.expect("initdb", COMPLETED).expect("db", STARTING);
        ProcessStatus status = world.status("initdb");
        assertThat(status.why()).isEqualTo(SKIPPED);
        assertThat(status.isReady()).isTrue();
        assertThat(status.lastExit().orElseThrow().wasSkipped()).isTrue();
        assertThat(status.lastExit().orElseThrow().wasStarted()).isFalse();
        assertThat(world.events(ProcessEvent.Started.class)).extracting(ProcessEvent::id).containsExactly("db");
        assertThat(world.events(ProcessEvent.Completed.class)).singleElement()
                .satisfies(event -> assertThat(event.exit().describe()).isEqualTo(SKIPPED))
                .satisfies(event -> assertThat(event.warning()).isEmpty());
        assertThat(world.supervisor.snapshot().histories().get("initdb").passages())
                .extracting(ProcessHistory.Passage::phase, ProcessHistory.Passage::why)
                .last().isEqualTo(tuple(COMPLETED, SKIPPED));
    }

    @Test
    void whatDoesNotExistIsCreated() {
        world.reconcile(initdb(), define("db").dependsOn("initdb")).expect("initdb", RUNNING).expect("db", WAITING);

        exists();
        world.exit("initdb", 0).expect("initdb", COMPLETED).expect("db", STARTING);

        assertThat(world.status("initdb").why()).isEqualTo("exited with 0 after 1.0 s");
    }

    @Test
    void aStartByHandIsSkippedUnlessThePathIsGone() {
        exists();
        world.reconcile(initdb());

        CompletionStage<ProcessStatus> start = world.start("initdb");
        world.restart("initdb");
        assertThat(start).isCompleted();
        assertThat(world.status("initdb").why()).isEqualTo(SKIPPED);

        world.runner.products.clear();
        world.start("initdb");
        world.expect("initdb", RUNNING);
    }

    /** A failed run can leave half of the result, which a retry must not take for the whole. */
    @Test
    void afterAFailureTheTaskRunsAgainWhateverExists() {
        world.reconcile(initdb().restart(restart -> restart.max(1)), define("db").dependsOn("initdb"));
        exists();

        world.exit("initdb", 1).expect("initdb", BACKOFF).advance(Duration.ofSeconds(1)).expect("initdb", RUNNING);
        world.exit("initdb", 1).expect("initdb", FAILED).expect("db", FAILED);
        assertThat(world.status("initdb").why()).endsWith("exited with 1 after 1.0 s; target/pg/PG_VERSION exists, so the next "
                + "start of the application skips the task; delete it if it is incomplete");

        world.start("initdb");
        world.expect("initdb", RUNNING).exit("initdb", 0).expect("initdb", COMPLETED);
        world.start("initdb");
        assertThat(world.status("initdb").why()).isEqualTo(SKIPPED);
    }

    @Test
    void afterAStopTheTaskRunsAgainWhateverExists() {
        world.reconcile(initdb());
        exists();

        world.stop("initdb");
        world.expect("initdb", STOPPED);
        assertThat(world.status("initdb").why()).startsWith("stopped on request; target/pg/PG_VERSION exists");
        world.start("initdb");

        world.expect("initdb", RUNNING);
    }

    @Test
    void aSuccessWithoutAResultIsAWarning() {
        world.reconcile(initdb(), define("db").dependsOn("initdb"));

        world.exit("initdb", 0);

        String warning = "target/pg/PG_VERSION does not exist, so the next start runs the task again";
        world.expect("initdb", COMPLETED).expect("db", STARTING);
        assertThat(world.status("initdb").why()).isEqualTo("exited with 0 after 1.0 s; " + warning);
        assertThat(world.events(ProcessEvent.Completed.class)).singleElement()
                .satisfies(event -> assertThat(event.warning()).contains(warning));
    }

    @Test
    void aSkipRestartsNoDependentAndARunDoes() {
        exists();
        world.reconcile(initdb(), define("db").dependsOn("initdb").onDependencyRestart(OnDependencyRestart.RESTART))
                .advance(Duration.ofSeconds(2)).expect("db", RUNNING);

        world.start("initdb");
        world.advance(Duration.ofSeconds(2));
        assertThat(world.runner.started("db")).hasSize(1);

        world.runner.products.clear();
        world.start("initdb");
        world.expect("initdb", RUNNING).expect("db", WAITING);
        exists();
        world.exit("initdb", 0).advance(Duration.ofSeconds(2)).expect("db", RUNNING);
        assertThat(world.runner.started("db")).hasSize(2);
    }

    @Test
    void aDependencyThatRestartsDoesNotRepeatWhatExists() {
        world.reconcile(define("disk"), initdb().dependsOn("disk").onDependencyRestart(OnDependencyRestart.RESTART))
                .advance(Duration.ofSeconds(2));
        exists();
        world.exit("initdb", 0);

        world.restart("disk");
        world.advance(Duration.ofSeconds(2));

        world.expect("initdb", COMPLETED);
        assertThat(world.status("initdb").why()).isEqualTo(SKIPPED);
    }

    private void exists() {
        world.runner.products.add("initdb");
    }

    private static ProcessDefinitionBuilder initdb() {
        return define("initdb").creates(Path.of("target/pg/PG_VERSION"));
    }
}
