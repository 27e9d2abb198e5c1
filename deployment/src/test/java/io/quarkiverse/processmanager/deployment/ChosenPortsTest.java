package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

/** A port that the process manager chooses, in dev mode: the application and the process see the same one over live reloads. */
class ChosenPortsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ServerSocket TAKEN = take();

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    private static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Ports.class).addAsResource(new StringAsset("""
                    quarkus.processes.db.command=%s -cp %s %s
                    quarkus.processes.db.port=0
                    quarkus.processes.db.ports."admin"=0
                    quarkus.processes.fixed.command=sleep 1000
                    quarkus.processes.fixed.port=%d
                    quarkus.processes.fixed.port-conflict=next
                    quarkus.processes.fixed.auto-start=false
                    app.url=tcp://localhost:${quarkus.processes.db.port}
                    app.others=${quarkus.processes.db.ports.admin} ${quarkus.processes.fixed.port}
                    app.greeting=hello
                    """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classes(),
                    PortServer.class.getName(), TAKEN.getLocalPort())), "application.properties"));

    @Order(2)
    @RegisterExtension
    static final SharedDevMode DEV_MODE = new SharedDevMode(APP);

    @AfterAll
    static void release() throws IOException {
        TAKEN.close();
    }

    private static ServerSocket take() {
        try {
            return new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namedPortsAndTheNextOfAFixedPortAreRealToo() {
        String before = awaitServing();

        // The process says its second port while it serves the first one already.
        String[] others = await().atMost(PATIENCE).until(
                () -> RestAssured.given().port(DevMode.PORT).get("/ports/others").asString().split(" "),
                words -> !words[2].equals("missing"));

        assertThat(Integer.parseInt(others[0])).isBetween(20000, 32767)
                .isNotEqualTo(Integer.parseInt(before.split("[: ]")[3]));
        assertThat(Integer.parseInt(others[1])).isGreaterThan(TAKEN.getLocalPort());
        assertThat(others[2]).isEqualTo(others[0]);
    }

    @Test
    void thePortAndTheProcessStayOverReloads() {
        String before = awaitServing();
        assertThat(before).matches("hello tcp://localhost:(\\d+) \\1 pid \\d+");

        APP.modifyResourceFile("application.properties", text -> text.replace("hello", "goodbye"));

        assertThat(awaitServing()).isEqualTo(before.replace("hello", "goodbye"));
        assertThat(Integer.parseInt(before.split("[: ]")[3])).isBetween(20000, 32767);
    }

    @Test
    void codeCreatesAProcessWithAChosenPort() {
        awaitServing();

        String created = RestAssured.given().port(DevMode.PORT).get("/ports/created").asString();

        assertThat(Integer.parseInt(created)).isBetween(20000, 32767)
                .isNotEqualTo(Integer.parseInt(awaitServing().split("[: ]")[3]));
    }

    /** The process is up when its health check has reached it on the port. */
    private static String awaitServing() {
        return await().atMost(PATIENCE).until(() -> RestAssured.given().port(DevMode.PORT).get("/ports").asString(),
                text -> text.contains("pid"));
    }

    private static Path classes() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    /** Part of the application. */
    @jakarta.ws.rs.Path("/ports")
    public static class Ports {

        @ConfigProperty(name = "app.url")
        String url;

        @ConfigProperty(name = "app.greeting")
        String greeting;

        @Inject
        ProcessManager manager;

        @ConfigProperty(name = "app.others")
        String others;

        /** The other ports as the configuration has them, and as the process has received them. */
        @GET
        @jakarta.ws.rs.Path("others")
        @Produces(MediaType.TEXT_PLAIN)
        public String others() {
            String received = manager.get("db").logs(100).stream().map(LogLine::text)
                    .filter(text -> text.startsWith("PORT_ADMIN is ")).findFirst().orElse("PORT_ADMIN is missing");
            return others + " " + received.substring("PORT_ADMIN is ".length());
        }

        /** The process is up and healthy when the answer arrives. */
        @GET
        @jakarta.ws.rs.Path("created")
        @Produces(MediaType.TEXT_PLAIN)
        public String created() {
            List<String> words = manager.get("db").definition().command().words();
            manager.startAndAwait(List.of(ProcessDefinition.builder("created").command(words.toArray(String[]::new)).port(0)
                    .build()));
            return String.valueOf(manager.get("created").definition().port().getAsInt());
        }

        @GET
        @Produces(MediaType.TEXT_PLAIN)
        public String ports() {
            ManagedProcess db = manager.get("db");
            return greeting + " " + url + " " + db.definition().port().getAsInt()
                    + (db.status().phase() == ProcessPhase.RUNNING ? " pid " + db.status().pid().getAsLong() : "");
        }
    }
}
