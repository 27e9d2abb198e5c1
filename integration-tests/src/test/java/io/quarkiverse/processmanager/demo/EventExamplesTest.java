package io.quarkiverse.processmanager.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.docs.Events;
import io.quarkiverse.processmanager.docs.Sidecars;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The examples of the pages about events and about getting started, in an application with observers and hooks. */
@QuarkusTest
@WithTestResource(FreePorts.class)
class EventExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    Events examples;

    @Inject
    Sidecars sidecars;

    @Inject
    @ForProcess("quotes")
    ManagedProcess quotes;

    @Test
    void streamsAndHandlersDoWhatThePageSays() {
        join(quotes.start());
        CompletableFuture<List<ProcessEvent>> three = examples.nextThree().subscribeAsCompletionStage();
        Registration registration = examples.stopAtTheThirdCrash();

        join(quotes.restart());

        Awaitility.await().atMost(PATIENCE).until(three::isDone);
        assertThat(three.join()).extracting(Object::getClass).containsExactly(ProcessEvent.Stopping.class,
                ProcessEvent.Starting.class, ProcessEvent.Started.class);
        assertThat(registration.lost()).isZero();
        registration.close();
        examples.errors().subscribe().with(line -> {
        }).cancel();
    }

    @Test
    void theThirdCrashInARowIsTheLast() {
        // Crashes in another test also count until a command restarts the process.
        join(quotes.restart());
        Registration registration = examples.stopAtTheThirdCrash();

        for (int crash = 1; crash <= 3; crash++) {
            long incarnation = quotes.status().incarnation();
            Awaitility.await().atMost(PATIENCE).until(() -> quotes.status().pid().isPresent());
            ProcessHandle.of(quotes.status().pid().getAsLong()).orElseThrow().destroyForcibly();
            Awaitility.await().atMost(PATIENCE).until(() -> quotes.status().incarnation() > incarnation
                    || quotes.status().phase() == ProcessPhase.STOPPED);
        }

        Awaitility.await().atMost(PATIENCE).until(() -> quotes.status().phase() == ProcessPhase.STOPPED);
        registration.close();
        join(quotes.start());
    }

    @Test
    void whatGettingStartedShowsRuns() {
        join(quotes.start());
        assertThat(sidecars.whatIsTheMatterWith("quotes")).isEqualTo("nothing");

        join(quotes.stop());
        assertThat(sidecars.whatIsTheMatterWith("quotes")).isEqualTo("STOPPED: stopped on request");

        assertThat(join(sidecars.again("quotes")).isReady()).isTrue();
    }

    @Test
    void aDefinitionKeepsItsHooks() {
        ProcessDefinition worker = examples.worker();

        assertThat(ProcessSettings.of(worker).withoutHooks()).isEqualTo(ProcessSettings.of(examples.worker()).withoutHooks())
                .isNotEqualTo(worker);
    }

    private static ProcessStatus join(CompletionStage<ProcessStatus> stage) {
        return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
