package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;

class PreparedCommandTest {

    @TempDir
    Path directory;

    private PreparedCommand command(Map<String, String> environment) {
        return new PreparedCommand(new Starter(List.of(), true), List.of("tool"), directory, environment,
                new FileAccess(RunAs.OWN), Wiring.NONE);
    }

    @Test
    void aSpawnedCommandStillFindsItsProgramAndKeepsNoOtherVariable() throws IOException {
        Path tool = Files.createFile(directory.resolve("tool"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        PreparedCommand spawned = command(Map.of("PATH", directory.toString(), "PASSWORD", "hidden")).spawned();

        assertThat(spawned.environment()).containsOnlyKeys("PATH");
        assertThat(spawned.program()).contains(tool);
    }

    @Test
    void aSpawnedCommandWithoutAPathHasNone() {
        assertThat(command(Map.of("HOME", "/")).spawned().environment()).isEmpty();
    }
}
