package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

class JvmEndTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final EngineEnd end = new EngineEnd();
    private final JvmEnd jvmEnd = patient(Duration.ZERO);

    private JvmEnd patient(Duration startGrace) {
        return new JvmEnd(end, () -> done.add("stopped"), () -> true, () -> done.add("killed"), startGrace);
    }

    @Test
    void aStartThatHangsIsInterruptedAndTheProcessesAreStoppedAtOnce() {
        jvmEnd.applicationStarts(Thread.currentThread());

        jvmEnd.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("stopped");
    }

    @Test
    void aStartThatEndsIsNotInterruptedAndTheShutdownOfTheApplicationComesFirst() throws Exception {
        JvmEnd patient = patient(LONG);
        CompletableFuture<Void> prepared = new CompletableFuture<>();
        patient.prepareWith(() -> {
            done.add("prepared");
            prepared.complete(null);
        });
        patient.applicationStarts(Thread.currentThread());

        CompletableFuture<Void> hook = CompletableFuture.runAsync(patient::run, task -> new Thread(task).start());
        patient.applicationStarted(LONG);
        prepared.get(60, TimeUnit.SECONDS);
        done.add("beans destroyed");
        end.begin();
        hook.get(60, TimeUnit.SECONDS);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(done).as("the preparation does not wait for the application")
                .containsExactly("prepared", "beans destroyed", "stopped");
    }

    @Test
    void aStartThatWaitsForProcessesIsInterrupted() {
        JvmEnd patient = patient(LONG);
        patient.applicationStarts(Thread.currentThread());
        patient.startWaitsForProcesses(true);

        patient.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("stopped");
    }

    @Test
    void theThreadThatClosesTheEngineIsNotInterrupted() {
        // The end begins after the hook has found that it has not begun.
        JvmEnd late = new JvmEnd(end, () -> done.add("stopped"), end::begin, () -> done.add("killed"), Duration.ZERO);
        late.applicationStarts(Thread.currentThread());

        late.run();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(done).containsExactly("stopped");
    }

    @Test
    void aStopIsLoggedOnlyIfAProcessIsAlive() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.quarkiverse.processmanager");
        Filter before = logger.getFilter();
        logger.setFilter(line -> lines.add(line.getMessage()));
        try {
            new JvmEnd(end, () -> done.add("stopped"), () -> false, () -> done.add("killed")).run();
            assertThat(lines).isEmpty();
            jvmEnd.run();
        } finally {
            logger.setFilter(before);
        }

        assertThat(lines).containsExactly("The JVM ends while no application is up: its processes are stopped at once");
        assertThat(done).containsExactly("stopped", "stopped");
    }

    @Test
    void theShutdownOfTheApplicationComesFirst() throws Exception {
        jvmEnd.applicationStarts(Thread.currentThread());
        jvmEnd.applicationStarted(LONG);

        CompletableFuture<Void> hook = CompletableFuture.runAsync(jvmEnd::run, task -> new Thread(task).start());
        done.add("beans destroyed");
        end.begin();
        hook.get(60, TimeUnit.SECONDS);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(done).containsExactly("beans destroyed", "stopped");
    }

    @Test
    void aShutdownThatHangsDoesNotKeepTheProcessesAlive() {
        jvmEnd.applicationStarts(Thread.currentThread());
        jvmEnd.applicationStarted(Duration.ofMillis(1));

        jvmEnd.run();

        assertThat(done).containsExactly("stopped");
    }

    @Test
    void betweenTwoApplicationsTheProcessesAreStoppedAtOnce() {
        jvmEnd.applicationStarts(Thread.currentThread());
        jvmEnd.applicationStarted(LONG);
        jvmEnd.applicationEnded();

        jvmEnd.run();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(done).containsExactly("stopped");
    }

    @Test
    void theHookIsRemovedWithTheEngine() {
        jvmEnd.processStarts();
        jvmEnd.processStarts();
        end.begin();
        jvmEnd.remove();
        jvmEnd.processStarts();

        assertThat(jvmEnd.isRegistered()).isFalse();
    }
}
