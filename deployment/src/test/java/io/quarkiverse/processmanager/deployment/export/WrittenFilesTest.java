package io.quarkiverse.processmanager.deployment.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** The build of a package writes the files, and warns once about all that they leave out. */
class WrittenFilesTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest().setApplicationName("shop")
            .setLogRecordPredicate(line -> line.getLoggerName().equals("io.quarkiverse.processmanager"))
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.process-manager.export.compose=true
                    quarkus.process-manager.export.systemd=true
                    quarkus.processes.api.command=sh serve.sh --password hunter22
                    quarkus.processes.api.port=0
                    quarkus.processes.api.image=acme/api:1
                    quarkus.processes.api.restart.backoff=3
                    quarkus.processes.api.config."api.url"=http://localhost:${quarkus.processes.api.port}
                    quarkus.processes.local.command=sh local.sh
                    """), "application.properties"));

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void theFilesAreInTheDirectoryOfTheBuild() throws IOException {
        Path directory = results.getBuildDir().resolve("processes");

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "compose.yaml", ".env", "systemd/shop.service", "systemd/shop.target", "systemd/shop-api.service",
                            "systemd/shop-local.service", "systemd/shop-api.env");
        }
        assertThat(Files.readString(directory.resolve("compose.yaml"))).contains("API_URL: http://api:20000", "API_SECRET")
                .doesNotContain("hunter22", "local.sh");
        assertThat(Files.readString(directory.resolve("systemd/shop-api.service"))).contains("PORT=20000")
                .doesNotContain("hunter22");
    }

    @Test
    void oneWarningHasAllThatIsLeftOut() {
        List<LogRecord> warnings = results.getRetainedBuildLogRecords().stream()
                .filter(line -> line.getMessage().contains("no counterpart")).toList();

        assertThat(warnings).singleElement().satisfies(warning -> assertThat(warning.getMessage()).contains(
                "compose.yaml: quarkus.processes.local.image: is missing, so the process is left out",
                "compose.yaml: quarkus.processes.api.restart.backoff: ", "systemd: quarkus.processes.api.restart.backoff: "));
    }
}
