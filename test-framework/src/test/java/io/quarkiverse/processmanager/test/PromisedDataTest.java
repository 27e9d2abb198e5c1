package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.service.ServiceBuilder;

/**
 * A server that is killed while a client writes has everything that it has acknowledged, with the settings for data that is kept. Redis
 * has it on each disk only with {@code appendfsync always}: by default it holds writes back while the disk is busy.
 */
class PromisedDataTest {

    private static final int WRITTEN_BEFORE_THE_KILL = 300;

    @RegisterExtension
    static final ProcessExtension SERVERS = ProcessExtension.with(
            ProcessDefinition.builder("redis", ServiceBuilder.of("redis", TestDirectory.ofThisJvm().resolve("promised/redis")))
                    .args("--appendfsync", "always").restart(restart -> restart.delay(Duration.ofMillis(1))).build(),
            ProcessDefinition
                    .builder("mariadb", ServiceBuilder.of("mariadb", TestDirectory.ofThisJvm().resolve("promised/mariadb")))
                    .restart(restart -> restart.delay(Duration.ofMillis(1))).build());

    @InjectProcess("redis")
    ManagedProcess redis;

    @InjectProcess("mariadb")
    ManagedProcess mariadb;

    /** A client that writes one number after the other until its server dies. */
    private interface Client {

        /** Returns when the server has acknowledged the number. */
        void write(int number) throws IOException;
    }

    private static int writeUntilTheKill(ManagedProcess server, Client client) throws Exception {
        CountDownLatch begun = new CountDownLatch(WRITTEN_BEFORE_THE_KILL);
        int[] acknowledged = { 0 };
        Thread writer = new Thread(() -> {
            try {
                while (true) {
                    client.write(acknowledged[0]);
                    acknowledged[0]++;
                    begun.countDown();
                }
            } catch (IOException e) {
                // The server is dead.
            }
        });
        writer.start();
        assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
        long killed = server.status().pid().orElseThrow();

        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        writer.join(TimeUnit.MINUTES.toMillis(2));
        assertThat(writer.isAlive()).isFalse();
        Awaitility.await("the next start").atMost(Duration.ofMinutes(2))
                .until(() -> server.status().isReady() && server.status().pid().orElse(killed) != killed);
        return acknowledged[0];
    }

    @Test
    void redisHasWhatItHasAcknowledged() throws Exception {
        int acknowledged;
        try (Socket socket = new Socket("localhost", redis.definition().port().orElseThrow())) {
            acknowledged = writeUntilTheKill(redis, number -> {
                socket.getOutputStream().write(("SADD written " + number + "\r\n").getBytes(StandardCharsets.US_ASCII));
                if (socket.getInputStream().readNBytes(4).length < 4) {
                    throw new IOException("closed");
                }
            });
        }

        try (Socket socket = new Socket("localhost", redis.definition().port().orElseThrow());
                BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            socket.getOutputStream().write("SCARD written\r\n".getBytes(StandardCharsets.US_ASCII));
            // The last write can be in the file without an answer.
            assertThat(Integer.parseInt(answer.readLine().substring(1))).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    void mariadbHasWhatItHasAcknowledged() throws Exception {
        Process client = client();
        int acknowledged;
        try (OutputStream statements = client.getOutputStream();
                BufferedReader answers = client.inputReader()) {
            statements.write("CREATE TABLE written (number INT PRIMARY KEY);\n".getBytes(StandardCharsets.US_ASCII));
            acknowledged = writeUntilTheKill(mariadb, number -> {
                statements.write(
                        ("INSERT INTO written VALUES (" + number + "); SELECT 'done';\n").getBytes(StandardCharsets.US_ASCII));
                statements.flush();
                if (answers.readLine() == null) {
                    throw new IOException("closed");
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            client.destroyForcibly();
        }

        Process reader = client();
        reader.getOutputStream().write("SELECT number FROM written ORDER BY number;\n".getBytes(StandardCharsets.US_ASCII));
        reader.getOutputStream().close();
        List<String> numbers = new ArrayList<>(reader.inputReader().lines().toList());
        assertThat(numbers).startsWith(IntStream.range(0, acknowledged).mapToObj(String::valueOf).toArray(String[]::new));
    }

    private Process client() throws IOException {
        return new ProcessBuilder("mariadb", "--no-defaults", "--host=127.0.0.1",
                "--port=" + mariadb.definition().port().orElseThrow(),
                "--user=quarkus", "--password=quarkus", "--unbuffered", "--skip-column-names", "quarkus").start();
    }
}
