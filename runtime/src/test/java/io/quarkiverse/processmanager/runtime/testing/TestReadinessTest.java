package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

class TestReadinessTest {

    private final List<ProcessDefinition> processes = new ArrayList<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();

    @Test
    void withoutProcessesTheTestsBegin() {
        assertThat(readiness().isDecided()).isTrue();
    }

    @Test
    void theTestsBeginWhenServicesAreHealthyAndTasksHaveCompleted() {
        process("db", true, ProcessPhase.RUNNING, Health.HEALTHY);
        process("migrate", true, ProcessPhase.COMPLETED, Health.UNCHECKED);
        process("by-hand", false, ProcessPhase.STOPPED, Health.UNCHECKED);

        assertThat(readiness().isDecided()).isTrue();
        assertThat(readiness().failed()).isEmpty();
    }

    @Test
    void aProcessThatIsNotHealthyOrWaitsIsPending() {
        process("db", true, ProcessPhase.RUNNING, Health.UNHEALTHY);
        process("frontend", true, ProcessPhase.WAITING, Health.UNCHECKED);

        assertThat(readiness().isDecided()).isFalse();
        assertThat(readiness().pending()).extracting(ProcessStatus::id).containsExactly("db", "frontend");
    }

    @Test
    void theTestsBeginWithoutAProcessThatACommandHasStopped() {
        process("db", true, ProcessPhase.STOPPED, Health.UNCHECKED);

        assertThat(readiness().isDecided()).isTrue();
        assertThat(readiness().without()).extracting(ProcessStatus::id).containsExactly("db");
    }

    @Test
    void aFailedProcessThatIsNotRequiredDecidesNothing() {
        process("mail", true, ProcessPhase.FAILED, Health.UNCHECKED);
        processes.set(0, ProcessDefinition.builder("mail").command("x").required(false).build());
        process("db", true, ProcessPhase.STARTING, Health.UNCHECKED);

        assertThat(readiness().isDecided()).isFalse();
        assertThat(readiness().failed()).isEmpty();
        assertThat(readiness().without()).extracting(ProcessStatus::id).containsExactly("mail");
    }

    @Test
    void theFirstFailureDecides() {
        process("db", true, ProcessPhase.FAILED, Health.UNCHECKED);
        process("api", true, ProcessPhase.FAILED, Health.UNCHECKED);
        process("ui", true, ProcessPhase.STARTING, Health.UNCHECKED);

        assertThat(readiness().isDecided()).isTrue();
        assertThat(readiness().failed()).map(ProcessStatus::id).contains("db");
    }

    private TestReadiness readiness() {
        return TestReadiness.of(processes, statuses);
    }

    private void process(String id, boolean auto, ProcessPhase phase, Health health) {
        processes.add(ProcessDefinition.builder(id).command("x").autoStart(auto).build());
        statuses.put(id, new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, health, "", OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0));
    }
}
