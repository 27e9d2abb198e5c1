package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/** Which output files of other JVMs a JVM deletes before it writes its own. */
class OutputFilesTest {

    @TempDir
    Path parent;

    private final LinuxProcessTable table = new LinuxProcessTable();
    private Path state;

    @BeforeEach
    void prepare() throws IOException {
        state = parent.resolve("state");
        StateDirectory.prepare(state);
    }

    @Test
    void thoseOfADeadJvmAreDeleted() throws IOException {
        Path dead = directory("1_1_dead");
        Files.writeString(state.resolve("1_1_dead"), table.pidScope().text() + "\n");
        Path withoutState = directory("1_2_dead");

        prepareOwn();

        assertThat(dead).doesNotExist();
        assertThat(withoutState).doesNotExist();
    }

    /** The container shares the state directory, and its JVM has a pid that means another process here, or none. */
    @Test
    void thoseOfAJvmInAContainerStay() throws IOException {
        Path container = directory("1_1_container");
        Files.writeString(state.resolve("1_1_container"), table.pidScope().boot() + " pid:[1]\n");

        prepareOwn();

        assertThat(container.resolve("p.log")).exists();
    }

    private Path directory(String jvm) throws IOException {
        Path directory = Files.createDirectory(state.resolve("output-" + jvm));
        Files.createFile(directory.resolve("p.log"));
        return directory;
    }

    private void prepareOwn() throws IOException {
        new OutputFiles(state, table).prepare("p", LogSettings.DEFAULT);
    }
}
