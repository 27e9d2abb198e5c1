package io.quarkiverse.processmanager.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.maven.TinyProject;

/** The tests of an application that runs commands: {@code @QuarkusMainTest} and {@code @QuarkusMainIntegrationTest}. */
class CommandsIT {

    @Test
    void theTestsOfTheProjectPass(@TempDir Path directory) throws Exception {
        Path target = TinyProject.build("commands", directory, "verify").directory().resolve("target");

        assertThat(Files.readString(target.resolve("surefire-reports/app.ReportTest.txt"))).contains("Tests run: 3");
        assertThat(Files.readString(target.resolve("surefire-reports/app.OnlyMethodTest.txt"))).contains("Tests run: 1");
        assertThat(Files.readString(target.resolve("failsafe-reports/app.ReportIT.txt"))).contains("Tests run: 3");
    }
}
