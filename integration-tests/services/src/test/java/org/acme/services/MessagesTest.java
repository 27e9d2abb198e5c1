package org.acme.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;

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

    @Test
    void keycloakIssuesTheTokensThatTheApplicationAccepts() throws Exception {
        int application = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        int keycloak = manager.get("keycloak").definition().port().orElseThrow();
        WebClient client = WebClient.create(vertx);
        MultiMap login = MultiMap.caseInsensitiveMultiMap().add("grant_type", "password").add("client_id", "shop-app")
                .add("client_secret", "it's \"secret\"").add("username", "grace").add("password", "teapot")
                .add("scope", "openid");

        String token = await(client.post(keycloak, "localhost", "/realms/shop/protocol/openid-connect/token").sendForm(login))
                .bodyAsJsonObject().getString("access_token");
        HttpResponse<Buffer> accepted = await(
                client.get(application, "localhost", "/account").bearerTokenAuthentication(token).send());
        HttpResponse<Buffer> refused = await(client.get(application, "localhost", "/account")
                .bearerTokenAuthentication(token.substring(0, token.length() - 8) + "AAAAAAAA").send());

        assertThat(accepted.bodyAsString()).startsWith("grace is ").contains("seller");
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }

    private String get(int port, String path) throws Exception {
        return vertx.createHttpClient().request(HttpMethod.GET, port, "localhost", path)
                .compose(request -> request.send()).compose(response -> response.body())
                .toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES).toString();
    }
}
