package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;
import io.quarkiverse.processmanager.runtime.testing.DevProcess.State;

class DevProcessTest {

    private final ProcessDefinitionBuilder db = ProcessDefinition.builder("db").command("x").port(5432).port("admin", 5433);

    @Test
    void itsPortsAndItsReasonPassTheTexts() {
        DevProcess process = inDevMode(ProcessPhase.RUNNING, 1);

        assertThat(process).isEqualTo(new DevProcess(Map.of("port", 5432, "ports.admin", 5433), State.READY, "so"));
    }

    @Test
    void theStateFollowsThePhase() {
        assertThat(inDevMode(ProcessPhase.COMPLETED, 1).state()).isEqualTo(State.READY);
        assertThat(inDevMode(ProcessPhase.STARTING, 1).state()).isEqualTo(State.PENDING);
        assertThat(inDevMode(ProcessPhase.BACKOFF, 1).state()).isEqualTo(State.PENDING);
        assertThat(inDevMode(ProcessPhase.FAILED, 1).state()).isEqualTo(State.FAILED);
        assertThat(inDevMode(ProcessPhase.STOPPED, 1).state()).isEqualTo(State.STOPPED);
        assertThat(inDevMode(ProcessPhase.STOPPED, 0).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aProcessAfterTheApplicationIsPendingUntilItsFirstStart() {
        db.startPhase(StartPhase.AFTER_APP);

        assertThat(inDevMode(ProcessPhase.STOPPED, 0).state()).isEqualTo(State.PENDING);
        assertThat(inDevMode(ProcessPhase.STOPPED, 1).state()).isEqualTo(State.STOPPED);
    }

    /** The tests would run without their data otherwise. */
    @Test
    void theInitializationOfAServiceIsNotThatOfDevMode() {
        assertThat(SharedProduct.of(initialization("/srv/dev/db")))
                .isNotEqualTo(SharedProduct.of(initialization("/srv/test/db")));
    }

    private static ProcessDefinition initialization(String data) {
        ProcessSettings task = (ProcessSettings) ProcessDefinition.builder("db-init").command("x").kind(ProcessKind.TASK)
                .dataDir(Path.of(data)).creates(Path.of(data, "data")).build();
        return task.withCommand(
                ((CommandSettings) task.command()).with(ProgramSettings.of(ProgramSettings.Task.INITIALIZATION, "postgresql")));
    }

    @Test
    void theProductOfATaskPassesTheTexts() {
        ProcessDefinitionBuilder task = ProcessDefinition.builder("task").command("x").kind(ProcessKind.TASK)
                .cwd(Path.of("/srv")).creates(Path.of("data/../made"));

        assertThat(DevProcess.of(DevProcess.texts(task.build())).product()).isEqualTo("/srv/made");
        assertThat(SharedProduct.of(task.test(TestPolicy.OWN).build())).isEmpty();
        assertThat(SharedProduct.of(task.test(TestPolicy.SHARED).autoStart(false).build())).isEmpty();
    }

    private DevProcess inDevMode(ProcessPhase phase, long incarnation) {
        return DevProcess.of(DevProcess.texts(db.build(), new ProcessStatus("db", "db", Optional.empty(), phase, Instant.EPOCH,
                Health.UNCHECKED, "so", OptionalLong.empty(), incarnation, Optional.empty(), 0, Optional.empty(),
                Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0)));
    }
}
