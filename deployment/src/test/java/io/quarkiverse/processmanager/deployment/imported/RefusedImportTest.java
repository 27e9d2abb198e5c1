package io.quarkiverse.processmanager.deployment.imported;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.deployment.DevMode;
import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;

/** An editor saves half of an imported file while the application runs in dev mode. */
class RefusedImportTest {

    private static final Path DIRECTORY = directory();
    private static final Path PROCFILE = DIRECTORY.resolve("Procfile");
    private static final Path COMPOSE = DIRECTORY.resolve("process-compose.yaml");
    private static final String WEB = "web: sleep 1000\n";
    private static final String CLOCK = "processes:\n  clock:\n    command: sleep 1000\n";

    static {
        write(PROCFILE, WEB);
        write(COMPOSE, CLOCK);
    }

    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Pids.class).addAsResource(new StringAsset("""
                    quarkus.process-manager.procfile=%s
                    quarkus.process-manager.compose=%s
                    quarkus.processes.other.command=sleep 1000
                    quarkus.processes.other.depends-on=clock
                    """.formatted(PROCFILE, COMPOSE)), "application.properties"));

    @AfterAll
    static void delete() throws IOException {
        Files.delete(PROCFILE);
        Files.delete(COMPOSE);
        Files.delete(DIRECTORY);
    }

    @Test
    void theErrorPageNamesEachLineAndTheProcessesKeepRunning() {
        String pids = get().statusCode(200).extract().asString();
        assertThat(pids.split(" ")).hasSize(3);

        write(PROCFILE, "web: sl\nweb\n\nwor");
        write(COMPOSE, "processes:\n  clock: [\n");
        get().statusCode(500).body(allOf(containsString("Procfile: line 2 is not of the form"),
                containsString("line 4 is not of the form"), containsString("process-compose.yaml: line 3 is no YAML")));
        assertThat(alive(pids)).isTrue();

        write(PROCFILE, "");
        write(COMPOSE, CLOCK);
        get().statusCode(500).body(containsString("Procfile: it has no line of the form"));
        assertThat(alive(pids)).isTrue();

        write(PROCFILE, WEB);
        assertThat(get().statusCode(200).extract().asString()).isEqualTo(pids);
    }

    private static boolean alive(String pids) {
        for (String pid : pids.split(" ")) {
            if (ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static ValidatableResponse get() {
        return given().port(DevMode.PORT).get("/running").then();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("refused import");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @jakarta.ws.rs.Path("/running")
    public static class Pids {

        @Inject
        ProcessManager manager;

        /** The pids of the processes, once all are ready. */
        @GET
        public String pids() {
            StringBuilder pids = new StringBuilder();
            for (String id : new String[] { "web", "clock", "other" }) {
                manager.get(id).awaitReady(java.time.Duration.ofSeconds(60));
                pids.append(pids.isEmpty() ? "" : " ").append(manager.get(id).status().pid().getAsLong());
            }
            return pids.toString();
        }
    }
}
