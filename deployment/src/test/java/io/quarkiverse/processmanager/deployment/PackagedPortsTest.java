package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** A packaged application chooses its ports when it starts; the build chooses none. */
class PackagedPortsTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Printer.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.processes.db.command", "postgres -p ${quarkus.processes.db.port}")
            .overrideConfigKey("quarkus.processes.db.port", "0")
            .overrideConfigKey("quarkus.processes.db.health.url", "http://localhost:${quarkus.processes.db.port}/")
            .overrideConfigKey("quarkus.processes.db.modes", "prod")
            .overrideConfigKey("quarkus.processes.db.auto-start", "false")
            .overrideConfigKey("quarkus.processes.idle.command", "node")
            .overrideConfigKey("quarkus.processes.idle.port", "0")
            .overrideConfigKey("quarkus.processes.idle.health.url", "http://localhost:${quarkus.processes.idle.port}/health")
            .overrideConfigKey("quarkus.processes.web.command", "node")
            .overrideConfigKey("quarkus.processes.web.port", "0")
            .overrideConfigKey("quarkus.processes.web.health.path", "/")
            .overrideConfigKey("quarkus.processes.web.modes", "prod")
            .overrideConfigKey("quarkus.processes.web.auto-start", "false")
            .overrideConfigKey("app.url", "tcp://localhost:${quarkus.processes.db.port}")
            .overrideConfigKey("app.idle", "idle ${quarkus.processes.idle.port}");

    @TempDir
    static Path temporary;

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void eachApplicationThatRunsHasAPortOfItsOwn() throws Exception {
        try (Application first = new Application(); Application second = new Application()) {
            assertThat(first.line).matches("recorded 0, tcp://localhost:(2|3)\\d{4}, idle 0");
            assertThat(second.line).matches("recorded 0, tcp://localhost:(2|3)\\d{4}, idle 0").isNotEqualTo(first.line);
        }
    }

    @Test
    void theEnvironmentOverridesTheChoice() throws Exception {
        try (Application application = new Application("QUARKUS_PROCESSES_DB_PORT", "6400")) {
            assertThat(application.line).isEqualTo("recorded 6400, tcp://localhost:6400, idle 0");
        }
    }

    /** A run of the packaged application. */
    private final class Application implements AutoCloseable {

        private final Process process;
        final String line;

        Application(String... variables) throws IOException {
            List<String> words = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary, "-jar",
                    results.getBuildDir().resolve("quarkus-app").resolve("quarkus-run.jar").toString()));
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().remove("XDG_RUNTIME_DIR");
            for (int i = 0; i < variables.length; i += 2) {
                builder.environment().put(variables[i], variables[i + 1]);
            }
            process = builder.start();
            BufferedReader output = process.inputReader();
            line = output.lines().filter(text -> text.startsWith("recorded")).findFirst().orElse("");
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Part of the application: prints the port that the build has recorded, and the one that the application sees. */
    public static class Printer {

        @Inject
        SmallRyeConfig config;

        @ConfigProperty(name = "app.url")
        String url;

        @ConfigProperty(name = "app.idle")
        String idle;

        void print(@Observes StartupEvent start) {
            System.out.println("recorded "
                    + Expressions.withoutExpansion(() -> config.getConfigValue("quarkus.processes.db.port").getValue())
                    + ", " + url + ", " + idle);
        }
    }
}
