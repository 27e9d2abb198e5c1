package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.ConsoleSelection.Change;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class ConsoleSelectionTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Exit EXIT = Exits.of(3, Optional.empty(), NOW, Duration.ofSeconds(1));
    private static final ProcessEvent STARTING = new ProcessEvent.Starting("db", 1, NOW);
    private static final ProcessEvent UP = new ProcessEvent.Running("db", 1, NOW, Duration.ofSeconds(1), Health.HEALTHY);
    private static final List<ProcessEvent> SOLVED = List.of(UP,
            new ProcessEvent.Healthy("db", 1, NOW, Duration.ofSeconds(1), true),
            new ProcessEvent.Completed("db", 1, NOW, EXIT, Optional.empty()),
            new ProcessEvent.Stopping("db", 1, NOW, "a command"),
            new ProcessEvent.Stopped("db", 1, NOW, Optional.of(EXIT)));
    private static final List<ProcessEvent> PROBLEMS = List.of(
            new ProcessEvent.Crashed("db", 1, NOW, EXIT, "exited with 3", true, 1, OptionalInt.of(5), Duration.ZERO),
            new ProcessEvent.GaveUp("db", 1, NOW, Reason.EXITED, "exited with 3", List.of()),
            new ProcessEvent.Unhealthy("db", 1, NOW, "connection refused"));

    @Test
    void aProblemShowsTheLastLinesAndWhatFollows() {
        for (ConsoleOutput mode : List.of(ConsoleOutput.AUTO, ConsoleOutput.ALL, ConsoleOutput.PROBLEMS)) {
            assertThat(PROBLEMS).extracting(event -> after(event, mode, true)).containsOnly(Change.SHOW_LAST);
        }
    }

    @Test
    void theLinesAreHiddenAgainWhenTheProblemIsSolved() {
        for (ConsoleOutput mode : List.of(ConsoleOutput.AUTO, ConsoleOutput.PROBLEMS)) {
            assertThat(SOLVED).extracting(event -> after(event, mode, true)).containsOnly(Change.HIDE);
        }
        assertThat(SOLVED).extracting(event -> after(event, ConsoleOutput.ALL, true)).containsOnly(Change.SHOW);
    }

    @Test
    void autoShowsAllUntilTheProcessesAreUp() {
        assertThat(ConsoleSelection.atFirst(ConsoleOutput.AUTO, false)).isTrue();
        assertThat(SOLVED).extracting(event -> after(event, ConsoleOutput.AUTO, false)).containsOnly(Change.SHOW);
        assertThat(ConsoleSelection.atFirst(ConsoleOutput.AUTO, true)).isFalse();
    }

    @Test
    void autoShowsAProcessThatStartsLater() {
        assertThat(after(STARTING, ConsoleOutput.AUTO, true)).isEqualTo(Change.SHOW);
        assertThat(after(STARTING, ConsoleOutput.PROBLEMS, true)).isEqualTo(Change.NONE);
    }

    @Test
    void offShowsNotEvenProblems() {
        assertThat(PROBLEMS).extracting(event -> after(event, ConsoleOutput.OFF, true)).containsOnly(Change.HIDE);
        assertThat(ConsoleSelection.atFirst(ConsoleOutput.OFF, false)).isFalse();
    }

    @Test
    void oneThatStartsKeepsTheOthersFromBeingSettled() {
        ProcessStatus up = status(ProcessPhase.RUNNING, Optional.empty());

        assertThat(ConsoleSelection.areSettled(List.of(up, status(ProcessPhase.STARTING, Optional.empty())))).isFalse();
        assertThat(ConsoleSelection.areSettled(List.of(up, status(ProcessPhase.RUNNING, Optional.of(ProcessKind.TASK)))))
                .isFalse();
        assertThat(ConsoleSelection.areSettled(List.of())).isFalse();
    }

    /** A process that crashes for hours must not make the others noisy for hours. */
    @Test
    void oneThatCrashesDoesNot() {
        ProcessStatus up = status(ProcessPhase.RUNNING, Optional.empty());

        assertThat(ConsoleSelection.areSettled(List.of(up, status(ProcessPhase.BACKOFF, Optional.empty()),
                status(ProcessPhase.WAITING, Optional.empty()), status(ProcessPhase.STOPPED, Optional.empty())))).isTrue();
        assertThat(ConsoleSelection.isWell(up)).isTrue();
        assertThat(ConsoleSelection.isWell(status(ProcessPhase.BACKOFF, Optional.empty()))).isFalse();
    }

    private static Change after(ProcessEvent event, ConsoleOutput mode, boolean settled) {
        return ConsoleSelection.after(event, mode, settled);
    }

    private static ProcessStatus status(ProcessPhase phase, Optional<ProcessKind> kind) {
        return new ProcessStatus("db", "db", kind, phase, NOW, Health.UNCHECKED, "", OptionalLong.empty(), 1, Optional.empty(),
                0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0);
    }
}
