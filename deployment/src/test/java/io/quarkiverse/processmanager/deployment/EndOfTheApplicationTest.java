package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.QuarkusUnitTest;

/** The processes end after the beans that use them, and those that start after the application end before it. */
class EndOfTheApplicationTest {

    /** The properties of the JVM tell the test what the beans have seen: the application has a class loader of its own. */
    private static final String SEEN = "process-manager-test-end.";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path LAST_ANSWER = Path.of("target", "end-of-the-application-test.answer").toAbsolutePath();

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Client.class, NothingLeft.class))
            .overrideConfigKey("quarkus.processes.echo.command", echoServer())
            .overrideConfigKey("quarkus.processes.echo.health.log", "port")
            .overrideConfigKey("quarkus.processes.helper.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.helper.startup-window", "100ms")
            .overrideConfigKey("quarkus.http.port", "0")
            .overrideConfigKey("quarkus.processes.worker.command", lastRequest())
            .overrideConfigKey("quarkus.processes.worker.health.log", "waits for its stop")
            .overrideConfigKey("quarkus.processes.worker.start-phase", "after-app")
            .setAfterUndeployListener(EndOfTheApplicationTest::theProcessesHaveEndedInOrder);

    @Inject
    Client client;

    @Test
    void theClientIsConnected() throws IOException {
        assertThat(client.echo("hello")).isEqualTo("hello");
    }

    private static void theProcessesHaveEndedInOrder() {
        assertThat(LAST_ANSWER).hasContent("200");
        assertThat(System.getProperty(SEEN + "worker")).isEqualTo("STOPPED");
        assertThat(System.getProperty(SEEN + "shutdown-event")).isEqualTo("at the event");
        assertThat(System.getProperty(SEEN + "pre-destroy")).isEqualTo("at the end");
        assertThat(System.getProperty(SEEN + "helper")).isEqualTo("STOPPED");
        assertThat(System.getProperty(SEEN + "start")).isEqualTo("CLOSED");
        assertThat(System.getProperty(SEEN + "late-event")).isNull();
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith(SEEN));
    }

    /** The application has this class, but not that of the server. */
    private static String echoServer() {
        return java("EchoServer");
    }

    private static String lastRequest() {
        return java("LastRequest") + " http://localhost:${quarkus.http.port}/q/health/live " + LAST_ANSWER;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -cp "
                + Path.of("target", "test-classes").toAbsolutePath() + " "
                + EndOfTheApplicationTest.class.getPackageName() + "." + program;
    }

    /** Keeps a connection open, as a pool of connections does. */
    @ApplicationScoped
    public static class Client {

        @Inject
        @ForProcess("echo")
        ManagedProcess server;

        @Inject
        @ForProcess("helper")
        ManagedProcess helper;

        @Inject
        @ForProcess("worker")
        ManagedProcess worker;

        private Socket connection;
        private BufferedReader answers;
        private boolean gone;

        private void connect() throws IOException {
            server.awaitReady(PATIENCE);
            int port = server.logs(10).stream().map(line -> line.text()).filter(text -> text.startsWith("port "))
                    .map(text -> Integer.parseInt(text.substring("port ".length()))).findFirst().orElseThrow();
            connection = new Socket(InetAddress.getLoopbackAddress(), port);
            answers = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        String echo(String line) throws IOException {
            if (connection == null) {
                connect();
            }
            connection.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return answers.readLine();
        }

        void observe(@Observes ProcessEvent.Stopped stopped) {
            if (gone) {
                System.setProperty(SEEN + "late-event", stopped.id());
            }
        }

        void end(@Observes ShutdownEvent event) throws IOException {
            System.setProperty(SEEN + "worker", worker.status().phase().name());
            System.setProperty(SEEN + "shutdown-event", echo("at the event"));
        }

        @PreDestroy
        void close() throws IOException {
            gone = true;
            System.setProperty(SEEN + "pre-destroy", echo("at the end"));
            System.setProperty(SEEN + "helper", helper.stopAndAwait().phase().name());
            try {
                helper.startAndAwait();
            } catch (ProcessException e) {
                System.setProperty(SEEN + "start", e.reason().name());
            }
            connection.close();
        }
    }
}
