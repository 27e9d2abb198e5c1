package io.quarkiverse.processmanager.runtime.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

class StartLogTest {

    @Test
    void theLineOfAReloadNamesEachProcessThatRestartsAndWhy() {
        assertThat(StartLog.restarting(plan(plain("db"), plain("web"), verbose("worker")), running("db", "web", "worker")))
                .contains("Restarting 1 process: worker (env.VERBOSE has changed); 2 others keep running");
        assertThat(StartLog.restarting(plan(plain("db"), verbose("web"), verbose("worker")), running("db", "web", "worker")))
                .contains("Restarting 2 processes: web (env.VERBOSE has changed), worker (env.VERBOSE has changed);"
                        + " 1 other keeps running");
        assertThat(StartLog.restarting(plan(verbose("worker")), running("worker")))
                .contains("Restarting 1 process: worker (env.VERBOSE has changed)");
    }

    @Test
    void theReplicasOfAProcessAreOneEntryOfTheLineOfAStart() {
        Plan plan = Plan.of(Replicas.expand(List.of(plain("db"),
                ProcessDefinition.builder("worker").command("run").replicas(10).dependsOn("db").build(),
                ProcessDefinition.builder("one").command("run").replicas(1).build(),
                ProcessDefinition.builder("web").command("run").dependsOn("worker")
                        .dependsOn(Dependency.onAny("one")).build(),
                ProcessDefinition.builder("gateway").command("run").dependsOn(Dependency.onAny("worker"))
                        .dependsOn("one-0").build())));

        assertThat(StartLog.names(plan, plan.definitions())).isEqualTo("db, worker (10 replicas, after db:running),"
                + " one (1 replica), gateway (after worker:any:running, one:running),"
                + " web (after worker:running, one:any:running)");
        assertThat(StartLog.names(plan, plan.definitions().subList(8, 11))).isEqualTo("worker-7 (after db:running),"
                + " worker-8 (after db:running), worker-9 (after db:running)");
    }

    @Test
    void aReloadWithoutAChangedProcessHasNoLine() {
        assertThat(StartLog.restarting(plan(plain("db"), plain("worker")), running("db"))).isEmpty();
        assertThat(StartLog.restarting(plan(verbose("worker")), running("db"))).isEmpty();
    }

    @Test
    void theLineAboutTheQuietConsoleNamesTheKeyOnlyIfThereIsOne() {
        assertThat(StartLog.quietConsole(Optional.of('M')))
                .contains("To see all output, press 'M' in the terminal of dev mode, open");
        assertThat(StartLog.quietConsole(Optional.empty())).contains("To see all output, open the Dev UI, or set");
    }

    private static Plan plan(ProcessDefinition... definitions) {
        return Plan.of(List.of(definitions));
    }

    private static ProcessDefinition plain(String id) {
        return ProcessDefinition.builder(id).command("run").build();
    }

    private static ProcessDefinition verbose(String id) {
        return ProcessDefinition.builder(id).command("run").env("VERBOSE", "true").build();
    }

    private static Snapshot running(String... ids) {
        Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
        for (String id : ids) {
            statuses.put(id, new ProcessStatus(id, id, Optional.empty(), ProcessPhase.RUNNING, Instant.EPOCH, Health.UNKNOWN,
                    "started", OptionalLong.of(7), 1, Optional.of(Instant.EPOCH), 0, Optional.empty(), Optional.empty(),
                    OptionalInt.empty(), Optional.empty(), Optional.empty(), 0));
        }
        return Snapshots.of(Plan.of(Stream.of(ids).map(StartLogTest::plain).toList()), statuses);
    }
}
