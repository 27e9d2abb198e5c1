package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

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
    void aCommandThatMayBeInAnUnreadableDirectoryIsReportedAsSuch() {
        assertThat(new UnixProgramLookup().check(List.of("no-such-command"), Path.of("/"), Map.of("PATH", "/opt/\uD800:/bin"),
                new FileAccess(RunAs.OWN)).orElseThrow().detail())
                .isEqualTo("command not found: 'no-such-command' is in none of the 2 directories of its PATH; 1 of them cannot"
                        + " be searched, because the JVM cannot represent the name: start it with LC_ALL=C.UTF-8, or write the"
                        + " command with its path");
    }

    @Test
    void whatEveryLinuxHasIsFound() throws StartRefusedException {
        assertThat(SystemTools.need("nice", "coreutils", "nice")).isExecutable();
    }
}
