package io.quarkiverse.processmanager.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.docs.Events;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The examples of the page about events, in an application: their observers and hooks hear of all that happens here. */
@QuarkusTest
@WithTestResource(FreePorts.class)
class EventExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    Events examples;

    @Inject
    @ForProcess("quotes")
    ManagedProcess quotes;

    @Test
    void streamsAndHandlersDoWhatThePageSays() {
        quotes.start().toCompletableFuture().join();
        CompletableFuture<List<ProcessEvent>> three = examples.nextThree().subscribeAsCompletionStage();
        Registration registration = examples.stopAtTheThirdCrash();

        quotes.restart().toCompletableFuture().join();

        Awaitility.await().atMost(PATIENCE).until(three::isDone);
        assertThat(three.join()).extracting(Object::getClass).containsExactly(ProcessEvent.Stopping.class,
                ProcessEvent.Starting.class, ProcessEvent.Started.class);
        assertThat(registration.lost()).isZero();
        registration.close();
        examples.errors().subscribe().with(line -> {
        }).cancel();
    }

    @Test
    void aDefinitionTakesItsHooksAlong() {
        ProcessDefinition worker = examples.worker();

        assertThat(worker.withoutHooks()).isEqualTo(examples.worker().withoutHooks()).isNotEqualTo(worker);
    }
}
