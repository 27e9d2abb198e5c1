package io.quarkiverse.processmanager.deployment;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** An application without declared processes observes the processes that it creates. */
class OutputOfCreatedProcessesTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(NothingLeft.class, Reader.class));

    @Inject
    ProcessManager processes;

    @Inject
    Reader reader;

    @Test
    void anObserverWithoutAnIdReceivesTheEventsOfAllProcesses() {
        processes.startAndAwait(
                ProcessDefinition.builder("made").command("sh", "-c", "echo hello; exec sleep 1000").build());

        await().atMost(Duration.ofSeconds(60)).until(() -> reader.lines.contains("made: hello"));
        await().atMost(Duration.ofSeconds(60)).until(() -> reader.started.contains("made"));
    }

    @Singleton
    static class Reader {

        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        final Queue<String> started = new ConcurrentLinkedQueue<>();

        void read(@Observes ProcessEvent.Output output) {
            lines.add(output.id() + ": " + output.line().text());
        }

        void started(@Observes ProcessEvent.Started event) {
            started.add(event.id());
        }
    }
}
