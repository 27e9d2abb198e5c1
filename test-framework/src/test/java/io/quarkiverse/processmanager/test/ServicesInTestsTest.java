package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.service.ServiceBuilder;

/** Databases of a test class: by an annotation and from code, each with its initialization. */
@WithProcess(id = "db", service = "postgresql", settings = "service.init-scripts=src/test/resources/teapots.sql")
@WithProcess(id = "shop", definition = ServicesInTestsTest.Shop.class)
class ServicesInTestsTest {

    @RegisterExtension
    static final ProcessExtension OF_CODE = ProcessExtension.with(ProcessDefinition
            .builder("cache", ServiceBuilder.of("redis", TestDirectory.ofThisJvm().resolve("services in tests"))).build());

    /** The directory is replaced by one of the tests. */
    static final class Shop implements Supplier<ProcessDefinition> {

        @Override
        public ProcessDefinition get() {
            return ProcessDefinition.builder("shop", ServiceBuilder.of("postgresql", Path.of("target/never")).fresh(true)
                    .property("quarkus.datasource.username", "ada")
                    .property("quarkus.datasource.password", "it's \"secret\"")).build();
        }
    }

    @InjectProcess("db")
    ManagedProcess db;

    @InjectProcess("shop")
    ManagedProcess shop;

    @InjectProcess("cache")
    ManagedProcess cache;

    @Test
    void theAnnotationInitializesTheDatabase() throws Exception {
        assertThat(query(db, "quarkus", "quarkus", "SELECT name FROM teapot")).containsExactly("brown betty");
    }

    @Test
    void theBuilderInitializesTheDatabaseWithTheUserOfTheCaller() throws Exception {
        assertThat(query(shop, "ada", "it's \"secret\"", "SELECT current_user")).containsExactly("ada");
        assertThat(shop.definition().pattern().orElseThrow().isService()).isTrue();
        assertThat(Path.of("target/never")).doesNotExist();
        assertThat(db.definition().start().dataDir()).isNotEqualTo(shop.definition().start().dataDir());
    }

    @Test
    void aServiceWithoutInitializationNeedsNone() throws IOException {
        try (Socket socket = new Socket("localhost", cache.definition().port().orElseThrow())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("+PONG");
        }
        assertThat(cache.definition().start().preStart()).isEmpty();
    }

    @Test
    void aServiceThatCannotRunIsRefusedWithASentence() {
        assertThatThrownBy(() -> ProcessDefinition.builder("db", ServiceBuilder.of("postgres", Path.of("target/never"))))
                .isInstanceOf(ProcessException.class)
                .hasMessage("cannot define process 'db': there is no service 'postgres'; known: "
                        + String.join(", ", Services.names()) + "; did you mean 'postgresql'?");
        assertThatThrownBy(() -> ProcessDefinition.builder("db",
                ServiceBuilder.of("postgresql", Path.of("target/never")).home(Path.of("/nowhere"))))
                .isInstanceOf(ProcessException.class)
                .hasMessage("cannot define process 'db': its service postgresql cannot use its home: /nowhere has no "
                        + "postgres and initdb, neither in itself nor in bin");
    }

    private static List<String> query(ManagedProcess process, String user, String password, String sql) throws Exception {
        ProcessBuilder client = new ProcessBuilder("psql", "-h", "localhost", "-p",
                String.valueOf(process.definition().port().orElseThrow()), "-U", user, "-d", "quarkus", "-Atc", sql);
        client.environment().put("PGPASSWORD", password);
        Path output = Files.createTempFile("query", null);
        try {
            Process running = client.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            running.waitFor();
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
        }
    }
}
