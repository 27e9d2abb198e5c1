package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;

class UnreadContributionsTest {

    private static final UnreadContributions CHECK = new UnreadContributions(
            List.of("quarkus.redis.host", "quarkus.unknown.of.all", "quarkus.only.referenced"),
            List.of("quarkus.redis.hosts", "quarkus.redis.*.hosts"),
            List.of("greeting.message", "my.list", "app.*.url", "props.**", "quarkus.only.referenced"));

    private static List<String> find(String key) {
        return CHECK.find(List.of(new Contribution("redis", key, "any"))).stream().map(Problem::toString).toList();
    }

    @Test
    void aKeyThatNoExtensionReadsIsReportedWithTheKeyThatItProbablyMeans() {
        assertThat(find("quarkus.redis.host"))
                .containsExactly("quarkus.processes.redis.config.\"quarkus.redis.host\": contributes "
                        + "a key that no extension of the application reads; did you mean 'quarkus.redis.hosts'?");
        assertThat(find("quarkus.unknown.of.all")).containsExactly("quarkus.processes.redis.config.\"quarkus.unknown.of.all\": "
                + "contributes a key that no extension of the application reads");
    }

    @Test
    void aKeyThatTheApplicationDoesNotReadIsReported() {
        assertThat(find("greeting.mesage"))
                .containsExactly("quarkus.processes.redis.config.\"greeting.mesage\": contributes a key "
                        + "that no mapping, no injection point and no expression reads; did you mean 'greeting.message'?");
        assertThat(find("x"))
                .containsExactly("quarkus.processes.redis.config.x: contributes a key that no mapping, no injection "
                        + "point and no expression reads");
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.redis.hosts", "quarkus.redis.\"a\".hosts", "quarkus.only.referenced", "greeting.message",
            "my.list", "my.list[0]", "app.any.url", "app.\"a.b\".url", "props.any.depth", "kafka.bootstrap.servers",
            "mp.messaging.incoming.x.topic", "org.acme.Client/mp-rest/url", "amqp-host" })
    void aKeyThatIsReadIsNotReported(String key) {
        assertThat(find(key)).isEmpty();
    }
}
