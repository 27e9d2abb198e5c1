package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;

/** Processes whose port is 0, with an HTTP check. */
@WithProcess(id = "stub", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=port ${quarkus.processes.stub.port}")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChosenPortsTest {

    private static final String PORT_OF_HOLDER = ChosenPortsTest.class.getName();

    private static int first;

    @InjectProcess
    ManagedProcess stub;

    @Test
    @Order(1)
    void theProcessAndTheTestKnowThePort() throws Exception {
        first = port(stub);

        assertThat(first).isPositive();
        assertThat(answer(first)).isEqualTo("port " + first);
        assertThat(stub.status().isReady()).isTrue();
    }

    @Test
    @Order(2)
    @WithProcess(id = "stub", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=replaced")
    @WithProcess(id = "other", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/", settings = "env.ANSWER=other")
    void aProcessOfATestHasThePortOfTheOneThatItReplaces(@InjectProcess ManagedProcess other) throws Exception {
        assertThat(port(stub)).isEqualTo(first);
        assertThat(answer(first)).isEqualTo("replaced");
        assertThat(port(other)).isNotEqualTo(first);
        assertThat(answer(port(other))).isEqualTo("other");
    }

    @WithProcess(id = "stub", command = "sleep 1000", port = 0, settings = "health.type=none")
    static class Holder {

        @Test
        void holdsItsPort(@InjectProcess ManagedProcess stub) {
            System.setProperty(PORT_OF_HOLDER, String.valueOf(port(stub)));
        }
    }

    @Test
    void aPortIsGivenUpWithItsClass() {
        Launched.run(Holder.class);
        int held = Integer.getInteger(PORT_OF_HOLDER);

        int next = PortChoice.choose("another process", "", held, Set.of());

        PortChoice.release("another process");
        assertThat(next).isEqualTo(held);
    }

    private static int port(ManagedProcess process) {
        return process.status().port().getAsInt();
    }

    private static String answer(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
