package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.time.Moment;

class StopRehearsalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void noThreadIsLeft() {
        await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("process-manager-rehearsal")));
    }

    @Test
    void theProcessesAreStartedAndStopped() {
        ImaginaryRunner runner = new ImaginaryRunner();

        StopRehearsal.run(runner);

        assertThat(runner.stopped()).isEqualTo(StopRehearsal.PROCESSES);
        assertThat(runner.alive()).isZero();
    }

    @Test
    void theFirstProcessAfterTheStartOfTheApplicationCounts() {
        Deque<Runnable> due = new ArrayDeque<>();
        StopRehearsal rehearsal = new StopRehearsal(new Timers(due), StopRehearsalTest::nothing, () -> true,
                () -> false);

        rehearsal.applicationIsUp(StopRehearsalTest::nothing);

        assertThat(due).isEmpty();

        rehearsal.processStarts();
        rehearsal.processStarts();

        assertThat(due).hasSize(1);
    }

    @Test
    void aProcessThatStartsBeforeTheApplicationIsUpWaitsForThat() {
        Deque<Runnable> due = new ArrayDeque<>();
        StopRehearsal rehearsal = new StopRehearsal(new Timers(due), StopRehearsalTest::nothing, () -> true,
                () -> false);

        rehearsal.processStarts();

        assertThat(due).isEmpty();

        rehearsal.applicationIsUp(StopRehearsalTest::nothing);

        assertThat(due).hasSize(1);
    }

    @Test
    void anEngineThatEndsRehearsesNothing() {
        Deque<Runnable> due = new ArrayDeque<>();
        AtomicBoolean asked = new AtomicBoolean();

        StopRehearsal rehearsal = new StopRehearsal(new Timers(due), StopRehearsalTest::nothing, () -> {
            asked.set(true);
            return true;
        }, () -> false);
        rehearsal.processStarts();
        rehearsal.applicationIsUp(StopRehearsalTest::nothing);
        due.remove().run();

        assertThat(asked).isTrue();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.equals("process-manager-rehearsal"));
    }

    @Test
    void theRehearsalWaitsWhileAProcessIsStarting() {
        Deque<Runnable> due = new ArrayDeque<>();
        AtomicBoolean busy = new AtomicBoolean(true);
        AtomicBoolean rehearsed = new AtomicBoolean();
        StopRehearsal rehearsal = new StopRehearsal(new Timers(due), () -> rehearsed.set(true), () -> false, busy::get);
        rehearsal.processStarts();
        rehearsal.applicationIsUp(StopRehearsalTest::nothing);

        due.remove().run();
        assertThat(due).hasSize(1);
        busy.set(false);
        due.remove().run();

        await().atMost(PATIENCE).untilTrue(rehearsed);
        assertThat(due).isEmpty();
    }

    private static void nothing() {
        // There is nothing below the seam.
    }

    /** Keeps the tasks of all timers. */
    private record Timers(Deque<Runnable> due) implements Loop {

        @Override
        public Moment now() {
            return new Moment(Instant.EPOCH, 0);
        }

        @Override
        public void post(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            due.add(task);
            return () -> due.remove(task);
        }
    }
}
