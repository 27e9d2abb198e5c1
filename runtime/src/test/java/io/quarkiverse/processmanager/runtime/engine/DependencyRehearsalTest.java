package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.process.RunningProcess.PortHolders;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

class DependencyRehearsalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ProcessEvent WAITING = new ProcessEvent.Waiting("web", 0, Instant.EPOCH, List.of("db"));
    private static final ProcessEvent STARTED = new ProcessEvent.Started("db", 1, Instant.EPOCH, 7);

    private final AtomicInteger rehearsals = new AtomicInteger();
    private final DependencyRehearsal rehearsal = new DependencyRehearsal(rehearsals::incrementAndGet);

    /** The checks of the rehearsal fail, so only the proof of the port makes the other process ready. */
    @Test
    void theProcessThatWaitsIsStartedBecauseOfThePortAndNoThreadIsLeft() {
        AtomicInteger questions = new AtomicInteger();

        boolean started = DependencyRehearsal.run(new ImaginaryRunner(claims -> {
            questions.incrementAndGet();
            return CompletableFuture.completedFuture(new PortHolders(Optional.empty(), Set.of(claims.get(0).port())));
        }));

        assertThat(started).isTrue();
        assertThat(questions).hasPositiveValue();
        await().atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("process-manager-rehearsal")));
    }

    @Test
    void itRunsOnceWhenTheApplicationIsUpAndAProcessWaitsForAnotherOneWithAPort() {
        Plan plan = plan(1234);

        rehearsal.applicationIsUp();
        rehearsal.accept(WAITING, plan);
        assertThat(rehearsals).hasValue(0);
        rehearsal.accept(STARTED, plan);
        assertThat(rehearsals).hasValue(1);

        rehearsal.accept(WAITING, plan);
        rehearsal.accept(STARTED, plan);
        rehearsal.applicationIsUp();
        assertThat(rehearsals).hasValue(1);
    }

    @Test
    void aProcessThatStartsWithTheApplicationWaitsUntilThatIsUp() {
        Plan plan = plan(1234);

        rehearsal.accept(WAITING, plan);
        rehearsal.accept(STARTED, plan);
        assertThat(rehearsals).hasValue(0);

        rehearsal.applicationIsUp();
        assertThat(rehearsals).hasValue(1);
    }

    @Test
    void itDoesNotRunWithoutAPortOrWithoutAProcessThatWaits() {
        rehearsal.applicationIsUp();

        rehearsal.accept(STARTED, plan(1234));
        assertThat(rehearsals).hasValue(0);

        DependencyRehearsal withoutPort = new DependencyRehearsal(rehearsals::incrementAndGet);
        withoutPort.applicationIsUp();
        withoutPort.accept(WAITING, plan(0));
        withoutPort.accept(STARTED, plan(0));
        assertThat(rehearsals).hasValue(0);
    }

    /** A process "db" and one that waits for it. Without a port if that is 0. */
    private static Plan plan(int port) {
        var database = ProcessDefinition.builder("db").command("db");
        if (port > 0) {
            database.port(port);
        }
        return Plan.ofChecked(List.of(database.build(),
                ProcessDefinition.builder("web").command("web").dependsOn("db").build()));
    }
}
