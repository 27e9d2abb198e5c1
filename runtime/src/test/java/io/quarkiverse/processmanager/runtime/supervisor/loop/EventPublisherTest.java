package io.quarkiverse.processmanager.runtime.supervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;

class EventPublisherTest {

    private final List<String> received = new ArrayList<>();
    private boolean listenersFail;

    @Test
    void theListenersDoNotWaitForTheLog() {
        EventPublisher publisher = new EventPublisher(Runnable::run, (event, state) -> received.add("log " + event.id()));
        publisher.whenChanged(() -> received.add("change, also between two applications"));

        publish(publisher, "one", "two");

        assertThat(received).containsExactly("listeners one", "listeners two", "change", "log one", "log two",
                "change, also between two applications");
    }

    @Test
    void theLogReceivesAnEventAlthoughTheListenersFail() {
        EventPublisher publisher = new EventPublisher(Runnable::run, (event, state) -> received.add("log " + event.id()));
        listenersFail = true;

        publish(publisher, "one");

        assertThat(received).containsExactly("change", "log one");
    }

    private void publish(EventPublisher publisher, String... ids) {
        for (String id : ids) {
            publisher.add(new ProcessEvent.Starting(id, 1, Instant.EPOCH));
        }
        publisher.flush(Optional.of(new Listening()), Snapshot.EMPTY, true);
    }

    private final class Listening implements ApplicationServices, EventSink {

        @Override
        public EventSink events() {
            return this;
        }

        @Override
        public CompletionStage<ProbeResult> check(CheckRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void attached(Map<String, ProcessStatus> statuses) {
            // No process is known.
        }

        @Override
        public void publish(ProcessEvent event) {
            if (listenersFail) {
                throw new IllegalStateException("a failure that this test expects");
            }
            received.add("listeners " + event.id());
        }

        @Override
        public void changed() {
            received.add("change");
        }

        @Override
        public Runnable forget(String processId) {
            return () -> {
                // There is nothing to release.
            };
        }
    }
}
