package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class EventPathTest {

    private static final Instant NOW = Instant.EPOCH;

    @Test
    void aLifeIsLegal() {
        assertThat(path(waiting(0), starting(1), started(1), running(1), stopping(1), stopped(1), starting(2), started(2),
                crashed(2, true), starting(3), crashed(3, false), gaveUp(3), stopped(3)))
                .map(EventPath::phase).contains(ProcessPhase.STOPPED);
    }

    @Test
    void whatTheTableDoesNotKnowIsIllegal() {
        assertThat(path(started(0))).as("started before it was asked for").isEmpty();
        assertThat(path(starting(1), running(1))).as("up before it was alive").isEmpty();
        assertThat(path(starting(1), started(1), started(1))).as("started twice").isEmpty();
        assertThat(path(starting(1), started(1), running(1), stopped(1))).as("stopped without stopping").isEmpty();
        assertThat(path(starting(1), started(1), running(1), gaveUp(1))).as("gave up without a crash").isEmpty();
        assertThat(path(starting(1), crashed(1, false), starting(2))).as("started after the last crash").isEmpty();
    }

    @Test
    void onlyWhatRunsCanBeOverItsLimit() {
        ProcessEvent over = new ProcessEvent.OverLimit("p", 1, NOW, "over its limit", true);

        assertThat(path(starting(1), started(1), running(1), over, stopping(1))).isPresent();
        assertThat(path(starting(1), started(1), over)).as("a task has no event for RUNNING").isPresent();
        assertThat(path(starting(1), over)).isEmpty();
        assertThat(path(starting(1), started(1), running(1), stopping(1), over)).isEmpty();
    }

    @Test
    void onlyWhatIsAliveCanAwaitInput() {
        ProcessEvent asking = new ProcessEvent.AwaitingInput("p", 1, NOW, "Proceed?");

        assertThat(path(starting(1), started(1), asking, running(1), stopping(1))).isPresent();
        assertThat(path(starting(1), started(1), running(1), asking)).isPresent();
        assertThat(path(starting(1), asking)).isEmpty();
    }

    @Test
    void eventsOfAnotherStartAreIllegal() {
        assertThat(path(starting(2))).isEmpty();
        assertThat(path(starting(1), started(2))).isEmpty();
    }

    @Test
    void theWallClockMayStepBack() {
        assertThat(path(starting(1), new ProcessEvent.Started("p", 1, NOW.minusSeconds(3600), 1))).isPresent();
    }

    private static Optional<EventPath> path(ProcessEvent... events) {
        Optional<EventPath> path = Optional.of(EventPath.NEW);
        for (ProcessEvent event : events) {
            path = path.flatMap(before -> before.and(event));
        }
        return path;
    }

    private static ProcessEvent waiting(long incarnation) {
        return new ProcessEvent.Waiting("p", incarnation, NOW, List.of("db"));
    }

    private static ProcessEvent starting(long incarnation) {
        return new ProcessEvent.Starting("p", incarnation, NOW);
    }

    private static ProcessEvent started(long incarnation) {
        return new ProcessEvent.Started("p", incarnation, NOW, 1);
    }

    private static ProcessEvent running(long incarnation) {
        return new ProcessEvent.Running("p", incarnation, NOW, Duration.ZERO, Health.UNCHECKED);
    }

    private static ProcessEvent stopping(long incarnation) {
        return new ProcessEvent.Stopping("p", incarnation, NOW, "asked");
    }

    private static ProcessEvent stopped(long incarnation) {
        return new ProcessEvent.Stopped("p", incarnation, NOW, Optional.empty());
    }

    private static ProcessEvent crashed(long incarnation, boolean again) {
        return new ProcessEvent.Crashed("p", incarnation, NOW, Exits.unknown(NOW, Duration.ZERO), "it crashed", again, 1,
                OptionalInt.of(5),
                Duration.ZERO);
    }

    private static ProcessEvent gaveUp(long incarnation) {
        return new ProcessEvent.GaveUp("p", incarnation, NOW, Reason.EXITED, "it crashed", List.of());
    }
}
