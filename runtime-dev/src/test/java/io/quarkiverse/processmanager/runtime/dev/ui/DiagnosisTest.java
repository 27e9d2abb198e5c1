package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.views.LastStart;
import io.quarkiverse.processmanager.runtime.views.RowFacts;
import io.quarkiverse.processmanager.runtime.views.RowSource;
import io.quarkiverse.processmanager.runtime.views.Rows;

class DiagnosisTest {

    private final Map<String, ProcessDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, Map<String, Condition>> waitsFor = new LinkedHashMap<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
    private LastStart last = LastStart.NONE;

    @Test
    void aProcessThatADependencyKeepsDownIsNoProblemOfItsOwn() {
        add("db", ProcessPhase.FAILED, Health.UNKNOWN, "gave up after 5 restarts: exited with 1");
        add("api", ProcessPhase.FAILED, Health.UNCHECKED, "db failed", "db");
        add("web", ProcessPhase.FAILED, Health.UNCHECKED, "api failed", "api");
        add("clock", ProcessPhase.RUNNING, Health.UNCHECKED, "up");

        Diagnosis diagnosis = diagnosis();

        assertThat(diagnosis.summary()).isEqualTo("db is down (3 down, 1 running)");
        assertThat(diagnosis.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("db");
            assertThat(problem.keepsDown()).containsExactly("api", "web");
            assertThat(problem.whatToDo()).last().asString().contains("startProcess for api, web");
        });
    }

    @Test
    void theDecidingLineIsTheCauseAndDecidesWhatToDo() {
        last = new LastStart(List.of("Error: listen EADDRINUSE: address already in use", "bye"), OptionalInt.of(0));
        add("web", ProcessPhase.BACKOFF, Health.UNKNOWN, "exited with 1, next start in 4 s");

        Diagnosis.Problem problem = diagnosis().problems().get(0);

        assertThat(problem.cause()).isEqualTo("Error: listen EADDRINUSE: address already in use");
        assertThat(problem.lastLines()).hasSize(2);
        assertThat(problem.whatToDo()).first().asString().contains("quarkus.processes.web.port=0");
        assertThat(problem.whatToDo()).last().asString().contains("startProcess starts the process at once");
    }

    @Test
    void anUnhealthyProcessIsToBeReadAndRestarted() {
        add("web", ProcessPhase.RUNNING, Health.UNHEALTHY, "unhealthy: 503");

        assertThat(diagnosis().problems().get(0).whatToDo()).first().asString().contains("explainProcess");
        assertThat(diagnosis().problems().get(0).whatToDo()).last().asString().contains("restartProcess");
    }

    @Test
    void nothingIsWrongWhileProcessesStart() {
        add("db", ProcessPhase.STARTING, Health.UNKNOWN, "starting");
        add("api", ProcessPhase.WAITING, Health.UNCHECKED, "waiting for db (starting)", "db");

        assertThat(diagnosis().problems()).isEmpty();
        assertThat(diagnosis().notReady()).containsExactly("db: starting", "api: waiting for db (starting)");
        assertThat(diagnosis().summary()).isEqualTo("no process is down, and 2 not ready yet (2 on the way)");
    }

    private Diagnosis diagnosis() {
        RowFacts facts = new RowFacts() {

            @Override
            public RowSource source(String id) {
                return RowSource.CONFIGURATION;
            }

            @Override
            public LastStart lastStart(String id) {
                return last;
            }
        };
        return Diagnosis.of(new Rows(List.copyOf(definitions.values()), waitsFor, facts).of(statuses), facts::lastStart);
    }

    private void add(String id, ProcessPhase phase, Health health, String why, String... dependencies) {
        definitions.put(id, ProcessDefinition.builder(id).command("sleep", "1").dependsOn(dependencies).build());
        Map<String, Condition> conditions = new LinkedHashMap<>();
        List.of(dependencies).forEach(other -> conditions.put(other, Condition.RUNNING));
        waitsFor.put(id, conditions);
        statuses.put(id, new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, health, why, OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0));
    }
}
