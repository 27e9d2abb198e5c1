package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.ProcessExtension;
import io.quarkiverse.processmanager.test.WithProcess;

// tag::class[]
@WithProcess(id = "stub", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/", settings = "env.ANSWER=42")
class PlainStubTest {

    @Test
    void theStubAnswers(@InjectProcess ManagedProcess stub) throws Exception {
        URI uri = URI.create("http://localhost:" + stub.status().port().getAsInt() + "/answer");

        String answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();

        assertThat(answer).isEqualTo("42");
    }
    // end::class[]

    // tag::extension[]
    @RegisterExtension
    static final ProcessExtension WORKER = ProcessExtension.with(ProcessDefinition.builder("worker")
            .command("sleep", "1000")
            .dependsOn("stub")
            .onCrash(event -> System.err.println("the worker has crashed: " + event.exit()))
            .build());
    // end::extension[]

    @Test
    void theWorkerRuns(@InjectProcess ManagedProcess worker) {
        assertThat(worker.isRunning()).isTrue();
    }

    // tag::definition[]
    static class Clock implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            return ProcessDefinition.builder("clock").command("sh", "-c", "date; exec sleep 1000")
                    .health(health -> health.log("."))
                    .build();
        }
    }

    @Test
    @WithProcess(id = "clock", definition = Clock.class)
    void theClockSaysTheTime(@InjectProcess ManagedProcess clock) {
        assertThat(clock.logs(1)).hasSize(1);
    }
    // end::definition[]
}
