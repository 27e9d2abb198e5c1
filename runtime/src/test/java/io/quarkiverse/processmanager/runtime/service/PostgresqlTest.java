package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;

/** What PostgreSQL sets. The integration tests run it. */
class PostgresqlTest {

    private static final String JDBC = "io.quarkus.agroal.runtime.AgroalRecorder";
    private static final String REACTIVE = "io.quarkus.reactive.pg.client.runtime.PgPoolRecorder";

    @Test
    void anApplicationWithoutAClientReceivesNothing() {
        assertThat(new Postgresql().configuration(new FakeRequest("db"))).isEqualTo(Map.of("port", "0"));
    }

    @Test
    void theClientsThatTheApplicationHasReceiveTheAddressAndTheCredentials() {
        assertThat(new Postgresql().configuration(new FakeRequest("db").with(JDBC).with(REACTIVE))).isEqualTo(Map.of(
                "port", "0",
                "config.\"quarkus.datasource.jdbc.url\"", "jdbc:postgresql://localhost:${db.port}/quarkus",
                "config.\"quarkus.datasource.reactive.url\"", "postgresql://localhost:${db.port}/quarkus",
                "config.\"quarkus.datasource.username\"", "quarkus",
                "config.\"quarkus.datasource.password\"", "quarkus"));
    }

    @Test
    void aNamedDatasourceReceivesItsKindToo() {
        assertThat(new Postgresql().configuration(new FakeRequest("db").with(JDBC).feeding("datasource.\"orders\"")))
                .containsOnlyKeys("port", "config.\"quarkus.datasource.'orders'.db-kind\"",
                        "config.\"quarkus.datasource.'orders'.jdbc.url\"",
                        "config.\"quarkus.datasource.'orders'.username\"",
                        "config.\"quarkus.datasource.'orders'.password\"");
    }

    @Test
    void credentialsOfTheApplicationAreLeftToIt() {
        assertThat(new Postgresql().configuration(new FakeRequest("db").with(JDBC)
                .with("quarkus.datasource.username", "owner").with("quarkus.datasource.password", "secret")))
                .containsOnlyKeys("port", "config.\"quarkus.datasource.jdbc.url\"");
    }

    @Test
    void asAPatternItStopsTheServerWithTheFastShutdown() {
        ProcessDefinition definition = ProcessDefinition.builder("db", new Postgresql()).command("postgres").build();

        assertThat(definition.stop().signal()).isEqualTo("INT");
        assertThat(definition.urlScheme()).hasValue("postgresql");
    }
}
