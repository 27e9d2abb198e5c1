package io.quarkiverse.processmanager.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class TaskHealthTest {

    @Test
    void aTaskThatRunsAgainAfterASuccessHasDoneItsWork() {
        assertThat(hasDoneItsWork(ProcessPhase.RUNNING, 0)).isTrue();
        assertThat(hasDoneItsWork(ProcessPhase.WAITING, 0)).isTrue();
    }

    @Test
    void oneThatHasFailedOrWasStoppedHasNot() {
        assertThat(hasDoneItsWork(ProcessPhase.FAILED, 3)).isFalse();
        assertThat(hasDoneItsWork(ProcessPhase.STOPPED, 0)).isFalse();
        assertThat(hasDoneItsWork(ProcessPhase.RUNNING, 3)).isFalse();
        assertThat(ProcessHealthCheck.hasDoneItsWork(status(ProcessPhase.RUNNING, Optional.empty()), false)).isFalse();
    }

    @Test
    void theRunsOfAScheduleDecideNothing() {
        assertThat(ProcessHealthCheck.hasDoneItsWork(status(ProcessPhase.FAILED, run(3)), true)).isTrue();
        assertThat(ProcessHealthCheck.hasDoneItsWork(status(ProcessPhase.STOPPED, Optional.empty()), true)).isTrue();
    }

    private static boolean hasDoneItsWork(ProcessPhase phase, int code) {
        return ProcessHealthCheck.hasDoneItsWork(status(phase, run(code)), false);
    }

    private static Optional<TaskRun> run(int code) {
        return Optional.of(new TaskRun(Exits.of(code, Optional.empty(), Instant.EPOCH, Duration.ZERO), code == 0, List.of()));
    }

    private static ProcessStatus status(ProcessPhase phase, Optional<TaskRun> last) {
        return new ProcessStatus("migrate", "migrate", Optional.of(ProcessKind.TASK), phase, Instant.EPOCH, Health.UNCHECKED,
                "",
                OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty(), 0, Optional.of(new TaskRuns(last, Optional.empty(), false)),
                Health.UNCHECKED);
    }
}
