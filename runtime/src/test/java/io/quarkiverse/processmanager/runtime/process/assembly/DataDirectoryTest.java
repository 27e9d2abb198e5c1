package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;

class DataDirectoryTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final Witness witness = new Witness();

    @Test
    void itIsThereForTheUserAloneBeforeTheStart() throws Exception {
        Path data = workshop.directory().resolve("target/data of db");

        start(data, ExecutionSettings.DEFAULT,
                workshop.sh("ls -ld \"$DATA_DIR\" | cut -c1-10; echo \"$DATA_DIR\"; touch \"$DATA_DIR/x\""));

        assertThat(witness.awaitGone().exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactly("drwx------", data.toString());
        assertThat(data.resolve("x")).exists();
    }

    @Test
    void anExistingOneStaysAsItIs() throws Exception {
        Path data = Files.createDirectory(workshop.directory().resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        start(data, ExecutionSettings.DEFAULT, workshop.sh("ls -ld \"$DATA_DIR\" | cut -c1-10"));

        witness.awaitGone();
        assertThat(workshop.lines()).containsExactly("drwxr-x---");
    }

    @Test
    void itBelongsToTheUserOfTheProcess() throws Exception {
        Assumptions.assumeTrue(Privileges.ofThisJvm().uid() == 0, "only root may start processes as another user");
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = workshop.directory().resolve("data");
        Execution daemon = ProcessDefinition.builder("p").command("x").user("daemon").build().execution();

        start(data, daemon, workshop.sh("touch \"$DATA_DIR/x\" && stat -c %U \"$DATA_DIR\""));

        assertThat(witness.awaitGone().exit().code()).hasValue(0);
        assertThat(workshop.lines()).containsExactly("daemon");
    }

    @Test
    void aFileInItsPlaceRefusesTheStart() throws Exception {
        Path file = Files.createFile(workshop.directory().resolve("data"));

        start(file, ExecutionSettings.DEFAULT, workshop.sh("echo never"));

        assertThat(witness.awaitGone().exit().reason()).contains(Reason.INVALID_DIRECTORY);
        assertThat(witness.exit().describe()).isEqualTo("the directory of data-dir, " + file + ", cannot be created: " + file
                + " is a file");
        assertThat(workshop.lines()).isEmpty();
    }

    private void start(Path data, Execution execution, Command command) {
        workshop.runner().start(new ProcessRunner.Launch("p", 1, command, execution, OptionalInt.empty(),
                StopSettings.DEFAULT, LogSettings.DEFAULT)
                .withData(new ProcessRunner.DataPlace(data, ProcessRunner.DataPlace.Use.ANY)), witness);
    }
}
