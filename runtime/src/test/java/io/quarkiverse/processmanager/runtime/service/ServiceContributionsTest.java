package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.service.ProcessService;

/** What the services other than PostgreSQL contribute to an application. */
class ServiceContributionsTest {

    private static final String JDBC = "io.quarkus.agroal.runtime.AgroalRecorder";
    private static final String REDIS = "io.quarkus.redis.runtime.client.RedisClientRecorder";
    private static final String KAFKA = "io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer";
    private static final String RABBITMQ = "io.smallrye.reactive.messaging.rabbitmq.RabbitMQConnector";
    private static final String MAILER = "io.quarkus.mailer.runtime.MailerRecorder";
    private static final String MONGODB = "io.quarkus.mongodb.runtime.MongoClientRecorder";
    private static final String OIDC = "io.quarkus.oidc.runtime.OidcRecorder";
    private static final String MQTT = "io.smallrye.reactive.messaging.mqtt.MqttConnector";

    @Test
    void eachServiceIsFoundByItsName() {
        assertThat(Services.names()).contains("postgresql", "mariadb", "redis", "valkey", "memcached", "mosquitto", "nats");
        Services.names().forEach(name -> assertThat(Services.find(name).orElseThrow().name()).isEqualTo(name));
    }

    @Test
    void eachServiceWithoutAClientHasFreePortsOnly() {
        Services.names().forEach(name -> assertThat(Services.find(name).orElseThrow().configuration(new FakeRequest("x")))
                .as(name).containsEntry("port", "0")
                .allSatisfy((key, value) -> assertThat(key + "=" + value)
                        .matches("ports?(\\..+)?=0|start-phase=after-app|npm-script=.*|env\\.APPLICATION_PORT=.*")));
    }

    /** Each contributed key that has the host, with its value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "elasticsearch | quarkus.elasticsearch.hosts=[::1]:9 ",
            "greenmail | quarkus.mailer.host=::1 ",
            "kafka | kafka.bootstrap.servers=[::1]:9 ",
            "keycloak | quarkus.oidc.auth-server-url=http://[::1]:9/realms/quarkus ",
            "mailpit | quarkus.mailer.host=::1 ",
            "mariadb | quarkus.datasource.jdbc.url=jdbc:mariadb://[::1]:9/quarkus quarkus.datasource.reactive.url=mysql://[::1]:9/quarkus ",
            "memcached | ''",
            "minio | quarkus.minio.host=http://[::1] ",
            "mongodb | quarkus.mongodb.connection-string=mongodb://[::1]:9 ",
            "mosquitto | mp.messaging.connector.smallrye-mqtt.host=::1 ",
            "mysql | quarkus.datasource.jdbc.url=jdbc:mysql://[::1]:9/quarkus quarkus.datasource.reactive.url=mysql://[::1]:9/quarkus ",
            "nats | ''",
            "opensearch | quarkus.elasticsearch.hosts=[::1]:9 ",
            "postgresql | quarkus.datasource.jdbc.url=jdbc:postgresql://[::1]:9/quarkus quarkus.datasource.reactive.url=postgresql://[::1]:9/quarkus ",
            "rabbitmq | rabbitmq-host=::1 ",
            "redis | quarkus.redis.hosts=redis://[::1]:9 ",
            "valkey | quarkus.redis.hosts=redis://[::1]:9 ",
            "wiremock | quarkus.rest-client.stock.url=http://[::1]:9 " })
    void anIpv6AddressHasBracketsInUrlsOnly(String name, String expected) {
        ProcessService service = Services.find(name).orElseThrow();
        FakeRequest request = new FakeRequest("x").elsewhere("::1");
        StringBuilder contributed = new StringBuilder();

        service.configuration(name.equals("wiremock") ? request.feeding("rest-client.stock") : request)
                .forEach((key, value) -> contributed.append(!value.contains("::1") ? ""
                        : key.replaceAll("config\\.|\"", "") + "=" + value.replace("${x.port}", "9") + " "));

        assertThat(contributed.toString().strip()).isEqualTo(expected.strip());
    }

    @Test
    void theTestAboveHasEachServiceThatCanRunElsewhere() throws NoSuchMethodException {
        List<String> tested = Arrays.stream(getClass()
                .getDeclaredMethod("anIpv6AddressHasBracketsInUrlsOnly", String.class, String.class)
                .getAnnotation(CsvSource.class).value()).map(row -> row.substring(0, row.indexOf(' '))).toList();

        List<String> others = new ArrayList<>(Services.names());
        others.removeAll(tested);
        assertThat(others).allSatisfy(name -> assertThat(Services.find(name).orElseThrow().configuration(
                new FakeRequest("x").elsewhere("::1").feeding("x")).values()).noneMatch(value -> value.contains("::1")));
    }

    @Test
    void kafkaFeedsTheClients() {
        assertThat(new Kafka().configuration(new FakeRequest("log").with(KAFKA))).isEqualTo(Map.of("port", "0",
                "ports.controller", "0", "config.\"kafka.bootstrap.servers\"", "localhost:${log.port}"));
    }

    @Test
    void rabbitmqFeedsTheConnectorAndLeavesTheCredentialsOfTheApplicationToIt() {
        assertThat(new Rabbitmq().configuration(new FakeRequest("broker").with(RABBITMQ).with("rabbitmq-username", "me")))
                .containsEntry("config.\"rabbitmq-port\"", "${broker.port}")
                .containsEntry("config.\"rabbitmq-password\"", "quarkus").doesNotContainKey("config.\"rabbitmq-username\"");
    }

    @Test
    void mysqlFeedsADatasourceOfItsOwnKind() {
        assertThat(new Mysql().configuration(new FakeRequest("db").with(JDBC).feeding("datasource.\"a\"")))
                .containsEntry("config.\"quarkus.datasource.'a'.jdbc.url\"", "jdbc:mysql://localhost:${db.port}/quarkus")
                .containsEntry("config.\"quarkus.datasource.'a'.db-kind\"", "mysql");
    }

    @Test
    void aMailerSendsToTheServer() {
        for (ProcessService service : List.of(new Mailpit(), new Greenmail())) {
            assertThat(service.configuration(new FakeRequest("smtp").with(MAILER))).as(service.name())
                    .containsEntry("config.\"quarkus.mailer.port\"", "${smtp.port}")
                    .containsEntry("config.\"quarkus.mailer.mock\"", "false");
        }
    }

    @Test
    void mongodbFeedsANamedClient() {
        assertThat(new Mongodb().configuration(new FakeRequest("db").with(MONGODB).feeding("mongodb.\"users\"")))
                .containsEntry("config.\"quarkus.mongodb.'users'.connection-string\"", "mongodb://localhost:${db.port}");
    }

    @Test
    void keycloakFeedsTheTenantWithItsRealmAndItsClient() {
        assertThat(new Keycloak().configuration(new FakeRequest("login").with(OIDC).with("quarkus.oidc.client-id", "shop")))
                .containsEntry("config.\"quarkus.oidc.auth-server-url\"", "http://localhost:${login.port}/realms/quarkus")
                .containsEntry("config.\"quarkus.oidc.credentials.secret\"", "secret")
                .doesNotContainKey("config.\"quarkus.oidc.client-id\"");
    }

    @Test
    void minioFeedsTheClient() {
        assertThat(new Minio().configuration(new FakeRequest("objects").with("io.minio.MinioClient")))
                .containsEntry("config.\"quarkus.minio.port\"", "${objects.port}")
                .containsEntry("config.\"quarkus.minio.secret-key\"", "minioadmin");
    }

    @Test
    void bothSearchEnginesFeedTheClientOfElasticsearch() {
        for (ProcessService service : List.of(SearchEngine.elasticsearch(), SearchEngine.opensearch())) {
            assertThat(service.configuration(new FakeRequest("search").with("org.elasticsearch.client.RestClient")))
                    .containsEntry("config.\"quarkus.elasticsearch.hosts\"", "localhost:${search.port}");
        }
    }

    @Test
    void aFrontEndWithACommandOfItsOwnHasNoScript() {
        assertThat(FrontEnd.vite().configuration(new FakeRequest("web").with("web.command", "yarn vite")))
                .isEqualTo(Map.of("port", "0", "start-phase", "after-app"));
    }

    /** Without the setting the build leaves out the start after the application, and the front end waits for ever. */
    @Test
    void eachFrontEndSaysInTheConfigurationThatItStartsAfterTheApplication() {
        for (ProcessService service : List.of(FrontEnd.vite(), FrontEnd.next(), FrontEnd.angular(), new Nginx())) {
            assertThat(service.configuration(new FakeRequest("web"))).as(service.name())
                    .containsEntry("start-phase", "after-app");
        }
    }

    @Test
    void wiremockFeedsTheClientsThatTheApplicationNames() {
        assertThat(new Wiremock().configuration(new FakeRequest("mock").feeding("rest-client.\"stock\"")))
                .containsEntry("config.\"quarkus.rest-client.'stock'.url\"", "http://localhost:${mock.port}");
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
                .containsEntry("config.\"mp.messaging.connector.smallrye-mqtt.port\"", "${broker.port}")
                .containsEntry("config.\"quarkus.mqtt.devservices.enabled\"", "false");
    }
}
