package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

/** What the services other than PostgreSQL contribute to an application. */
class ServiceContributionsTest {

    private static final String JDBC = "io.quarkus.agroal.runtime.AgroalRecorder";
    private static final String REDIS = "io.quarkus.redis.runtime.client.RedisClientRecorder";
    private static final String MQTT = "io.smallrye.reactive.messaging.mqtt.MqttConnector";

    @Test
    void eachServiceIsFoundByItsName() {
        assertThat(Services.names()).contains("postgresql", "mariadb", "redis", "valkey", "memcached", "mosquitto", "nats");
        Services.names().forEach(name -> assertThat(Services.find(name).orElseThrow().name()).isEqualTo(name));
    }

    @Test
    void eachServiceWithoutAClientHasAFreePortOnly() {
        Services.names().forEach(name -> assertThat(Services.find(name).orElseThrow().configuration(new FakeRequest("x")))
                .as(name).isEqualTo(Map.of("port", "0")));
    }

    @Test
    void mariadbFeedsADatasource() {
        assertThat(new Mariadb().configuration(new FakeRequest("db").with(JDBC)))
                .containsEntry("config.\"quarkus.datasource.jdbc.url\"", "jdbc:mariadb://localhost:${db.port}/quarkus");
    }

    @Test
    void redisAndValkeyFeedAClient() {
        assertThat(new Redis().configuration(new FakeRequest("cache").with(REDIS)))
                .containsEntry("config.\"quarkus.redis.hosts\"", "redis://localhost:${cache.port}");
        assertThat(Redis.valkey().configuration(new FakeRequest("cache").with(REDIS).feeding("redis.\"sessions\"")))
                .containsOnlyKeys("port", "config.\"quarkus.redis.'sessions'.hosts\"");
    }

    @Test
    void mosquittoFeedsTheConnector() {
        assertThat(new Mosquitto().configuration(new FakeRequest("broker").with(MQTT)))
                .containsEntry("config.\"mp.messaging.connector.smallrye-mqtt.port\"", "${broker.port}");
    }
}
