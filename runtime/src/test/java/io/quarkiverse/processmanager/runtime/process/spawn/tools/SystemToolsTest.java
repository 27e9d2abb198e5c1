package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

class SystemToolsTest {

    @Test
    void aMissingToolIsNamedWithItsPackage() {
        StartRefusedException refused = catchThrowableOfType(StartRefusedException.class,
                () -> SystemTools.need("no-such-tool", "util-linux", "user=postgres"));

        assertThat(refused.failure()).isEqualTo(new StartFailure(Reason.SPAWN_FAILED,
                "user=postgres needs the program no-such-tool, which was not found; install the package util-linux"));
    }

    @Test
    void thePathIsSearchedBeforeTheStandardDirectories(@TempDir Path directory) throws IOException {
        Path own = Files.createFile(directory.resolve("nice"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-x------"));
        Path noProgram = Files.createFile(directory.resolve("sh"));
        Path noFile = Files.createDirectory(directory.resolve("env"));

        assertThat(SystemTools.find("nice", "/no/such:" + directory)).contains(own);
        assertThat(SystemTools.find("sh", directory.toString()).orElseThrow()).isExecutable().isNotEqualTo(noProgram);
        assertThat(SystemTools.find("env", directory.toString()).orElseThrow()).isRegularFile().isNotEqualTo(noFile);
        assertThat(SystemTools.find("no-such-tool", "")).isEmpty();
    }

    @Test
    void noPathMakesASearchFail() {
        assertThat(SystemTools.find("sh", "/opt/\uD800:relative::")).isPresent();
        assertThat(SystemTools.find("sh", "")).isPresent();
    }

    @Test
    void whatEveryLinuxHasIsFound() throws StartRefusedException {
        assertThat(SystemTools.need("nice", "coreutils", "nice")).isExecutable();
    }
}
