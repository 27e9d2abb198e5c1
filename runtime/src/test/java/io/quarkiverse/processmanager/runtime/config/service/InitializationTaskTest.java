package io.quarkiverse.processmanager.runtime.config.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script around the initialization of a service, run by the shell of this machine. */
class InitializationTaskTest {

    @TempDir
    Path directory;

    @BeforeEach
    void needsAShell() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "a script of sh");
    }

    @Test
    void theCompleteDataHasItsFinalName() throws Exception {
        assertThat(run("mkdir \"$NEW\"\necho mine >\"$NEW/file\"\n")).isZero();

        assertThat(directory).isDirectoryContaining(file -> file.endsWith("data"));
        assertThat(directory.resolve("data/file")).hasContent("mine");
    }

    @Test
    void whatAKilledTaskHasLeftIsRemovedAndTheDataOfALivingOneIsNot() throws Exception {
        Path ofThisJvm = Files.createDirectory(directory.resolve("data.new." + ProcessHandle.current().pid()));
        Path itsPassword = Files.createFile(directory.resolve(ofThisJvm.getFileName() + ".password"));
        Path ofDeadTask = Files.createDirectory(directory.resolve("data.new.999999999"));
        Path itsOtherPassword = Files.createFile(directory.resolve("data.new.999999999.password"));

        assertThat(run("mkdir \"$NEW\"\n")).isZero();

        assertThat(ofThisJvm).exists();
        assertThat(itsPassword).exists();
        assertThat(ofDeadTask).doesNotExist();
        assertThat(itsOtherPassword).doesNotExist();
    }

    @Test
    void aTaskWithTheIdentifierOfAKilledOneBeginsAgain() throws Exception {
        String earlier = "mkdir \"$DATA_DIR/data.new.$$\"\nexec sh -c \"$SCRIPT\"\n";

        assertThat(run(earlier, InitializationTask.complete("mkdir \"$NEW\"\n"))).isZero();

        assertThat(directory.resolve("data")).exists();
    }

    @Test
    void dataThatAnotherApplicationHasInitializedMeanwhileStays() throws Exception {
        assertThat(run("mkdir \"$NEW\"\nmkdir \"$DATA_DIR/data\"\necho other >\"$DATA_DIR/data/file\"\n")).isZero();

        assertThat(directory.resolve("data")).isDirectoryNotContaining(file -> file.toString().contains("data.new"));
        assertThat(directory.resolve("data/file")).hasContent("other");
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains("data.new"));
    }

    @Test
    void dataThatIsCompleteBetweenTheCheckAndTheMoveHasNoSecondDataInIt() throws Exception {
        String other = "mv() { mkdir \"$DATA_DIR/data\"; echo other >\"$DATA_DIR/data/file\"; command mv \"$@\"; }\n";

        assertThat(run("mkdir \"$NEW\"\n" + other)).isZero();

        assertThat(directory.resolve("data")).isDirectoryNotContaining(file -> file.toString().contains("data.new."));
        assertThat(directory.resolve("data/file")).hasContent("other");
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains("data.new."));
    }

    private int run(String script) throws IOException, InterruptedException {
        return run(InitializationTask.complete(script), "");
    }

    /** @param variable the value of {@code SCRIPT} */
    private int run(String script, String variable) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).inheritIO();
        builder.environment().put("DATA_DIR", directory.toString());
        builder.environment().put("SCRIPT", variable);
        return builder.start().waitFor();
    }
}
