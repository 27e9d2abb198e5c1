package org.acme.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

/** The brokers and the servers behind HTTP that the services find on this machine or in Maven artifacts. */
@QuarkusTest
class MessagesTest {

    @Inject
    Messages messages;

    @Inject
    Mailer mailer;

    @Inject
    @RestClient
    Stock stock;

    @Inject
    ProcessManager manager;

    @Inject
    Vertx vertx;

    @Test
    void kafkaDeliversAMessage() throws Exception {
        assertDelivers(messages.toKafka, messages.ofKafka);
    }

    @Test
    void rabbitmqDeliversAMessageThroughTheTopologyOfTheDefinitions() throws Exception {
        assertDelivers(messages.toRabbitmq, messages.ofRabbitmq);
    }

    @Test
    void mosquittoDeliversAMessage() throws Exception {
        assertDelivers(messages.toMosquitto, messages.ofMosquitto);
    }

    /** A subscription of MQTT can be made after the message, so the message is repeated. */
    private static void assertDelivers(Emitter<String> to, BlockingQueue<String> from) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        String received = null;
        while (received == null && System.nanoTime() < deadline) {
            to.send("a teapot").toCompletableFuture().get(2, TimeUnit.MINUTES);
            received = from.poll(2, TimeUnit.SECONDS);
        }

        assertThat(received).isEqualTo("a teapot");
    }

    @Test
    void greenmailReceivesTheMailOfTheApplication() throws Exception {
        mailer.send(Mail.withText("buyer@example.org", "Your teapot", "It is on its way"));

        assertThat(get(manager.get("greenmail").definition().ports().get("web"), "/api/user/buyer@example.org/messages/"))
                .contains("\"subject\":\"Your teapot\"");
    }

    @Test
    void nginxForwardsToTheApplication() throws Exception {
        manager.get("nginx").awaitReady(Duration.ofMinutes(2));
        int port = manager.get("nginx").definition().port().orElseThrow();

        assertThat(get(port, "/own")).isEqualTo("nginx");
        assertThat(get(port, "/missing")).contains("Resource not found");
    }

    @Test
    void wiremockAnswersTheClientWithTheStubsOfTheTests() {
        assertThat(stock.count("teapot")).isEqualTo(7);
    }

    private String get(int port, String path) throws Exception {
        return vertx.createHttpClient().request(HttpMethod.GET, port, "localhost", path)
                .compose(request -> request.send()).compose(response -> response.body())
                .toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES).toString();
    }
}
