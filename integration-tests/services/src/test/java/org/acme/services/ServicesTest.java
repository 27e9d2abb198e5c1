package org.acme.services;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** The servers that the services find on this machine, as the clients of the application see them. */
@QuarkusTest
class ServicesTest {

    @Inject
    DataSource postgresql;

    @Inject
    @Any
    Instance<DataSource> sources;

    @Inject
    RedisDataSource redis;

    @Inject
    @RedisClientName("sessions")
    RedisDataSource sessions;

    @Inject
    Pool reactive;

    @Inject
    @ReactiveDataSource("audit")
    Pool reactiveAudit;

    @Inject
    @ReactiveDataSource("maria")
    Pool reactiveMaria;

    @Inject
    @ReactiveDataSource("mysql")
    Pool reactiveMysql;

    @Inject
    @ForProcess("postgresql")
    ManagedProcess server;

    @Inject
    ProcessManager manager;

    @Test
    void postgresqlHasTheUserOfTheApplicationAndTheDataOfTheScripts() throws SQLException {
        assertThat(query(postgresql, "SELECT current_user")).containsExactly("owner");
        assertThat(query(postgresql, "SELECT name FROM product ORDER BY id")).startsWith("teapot; with a lid", "cup");
        assertThat(query(postgresql, "SELECT twice(21)")).containsExactly("42");
    }

    @Test
    void postgresqlKeepsWhatItHasPromisedOverAKill() throws Exception {
        update(postgresql, "INSERT INTO product VALUES (100, 'promised')");
        CompletableFuture<Exit> exit = server.onExit().toCompletableFuture();

        ProcessHandle.of(server.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        exit.get(2, TimeUnit.MINUTES);
        server.awaitReady(Duration.ofMinutes(2));

        assertThat(query(postgresql, "SELECT name FROM product WHERE id = 100")).containsExactly("promised");
    }

    @Test
    void mariadbFeedsTheNamedDatasource() throws SQLException {
        DataSource maria = sources.select(new DataSourceLiteral("maria")).get();

        assertThat(query(maria, "SELECT name FROM product")).containsExactly("teapot");
        assertThat(query(maria, "SELECT version()")).singleElement().asString().contains("MariaDB");
    }

    @Test
    void mysqlIsWhatTheMachineHas() throws SQLException {
        DataSource mysql = sources.select(new DataSourceLiteral("mysql")).get();

        assertThat(query(mysql, "SELECT name FROM product")).containsExactly("teapot");
    }

    @Test
    void eachUserOfADatabaseConnectsAsHimself() throws SQLException {
        DataSource audit = sources.select(new DataSourceLiteral("audit")).get();

        assertThat(query(audit, "SELECT current_user")).containsExactly("auditor");
        assertThat(query(audit, "SELECT name FROM product ORDER BY id")).as("the database of the other one").contains("cup");
    }

    @Test
    void theReactiveClientsHaveTheSameDatabases() {
        assertThat(query(reactive, "SELECT current_user::text")).containsExactly("owner");
        assertThat(query(reactiveAudit, "SELECT current_user::text")).containsExactly("auditor");
        assertThat(query(reactiveMaria, "SELECT name FROM product")).containsExactly("teapot");
        assertThat(query(reactiveMysql, "SELECT name FROM product")).containsExactly("teapot");
    }

    private static List<String> query(Pool pool, String sql) {
        RowSet<Row> rows = pool.query(sql).executeAndAwait();
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    @Test
    void aNamedRedisClientHasTheServerToo() {
        sessions.value(String.class).set("session", "ada");

        assertThat(redis.value(String.class).get("session")).isEqualTo("ada");
        assertThat(sessions.execute("CLIENT", "GETNAME").toString()).as("a setting of the application")
                .isEqualTo("session-store");
    }

    @Test
    void redisAnswers() {
        redis.value(String.class).set("key", "value");

        assertThat(redis.value(String.class).get("key")).isEqualTo("value");
    }

    @Test
    void memcachedAnswers() throws IOException {
        assertThat(talk("memcached", "version\r\n".getBytes(US_ASCII), 7)).asString(US_ASCII).isEqualTo("VERSION");
    }

    @Test
    void natsAnswersWithStreams() throws IOException {
        assertThat(talk("nats", new byte[0], 400)).asString(US_ASCII).startsWith("INFO {").contains("\"jetstream\":true");
    }

    /** The first bytes of an answer. */
    private byte[] talk(String process, byte[] request, int length) throws IOException {
        try (Socket socket = new Socket("localhost", manager.get(process).definition().port().orElseThrow())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request);
            byte[] answer = new byte[length];
            int have = socket.getInputStream().read(answer);
            while (have > 0 && have < length && answer[have - 1] != '\n') {
                int more = socket.getInputStream().read(answer, have, length - have);
                have = more < 0 ? length : have + more;
            }
            return answer;
        }
    }

    @Test
    void theDefinitionShowsTheService() {
        assertThat(server.definition().pattern().orElseThrow().name()).isEqualTo("postgresql");
        assertThat(server.definition().pattern().orElseThrow().settings()).containsKeys("port", "data-dir", "service.home",
                "config.\"quarkus.datasource.jdbc.url\"");
        assertThat(manager.get("postgresql-init").status().phase().name()).isEqualTo("COMPLETED");
    }

    private static List<String> query(DataSource source, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void update(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
