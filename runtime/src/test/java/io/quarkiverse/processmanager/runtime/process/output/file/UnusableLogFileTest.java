package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** A log file that cannot be written is reported at the start of its process, which writes nothing and starts all the same. */
class UnusableLogFileTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @TempDir
    Path directory;

    private final Messages log = new Messages();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aDirectoryThatCannotBeCreated() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        isReported(file.resolve("logs/p.log"));
    }

    @Test
    void aDirectoryInThePlaceOfTheFile() {
        isReported(directory);
    }

    @Test
    void aFileThatCannotBeWritten() {
        // Also root cannot write it.
        isReported(Path.of("/proc/sys/kernel/ostype"));
    }

    @Test
    void theNextStartTriesAgain() throws IOException {
        Path file = directory.resolve("p.log");
        Files.createDirectory(file);
        isReported(file);
        Files.delete(file);

        start(file);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> workshop.runner().fileProblem("p").isEmpty());
        assertThat(file).isRegularFile();
        assertThat(log.messages()).hasSize(2).last().asString().contains("is written again");
    }

    private void isReported(Path file) {
        start(file);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> workshop.runner().fileProblem("p").isPresent());
        start(file);

        assertThat(log.messages()).singleElement().isEqualTo(workshop.runner().fileProblem("p").get()).asString()
                .contains("cannot write the log file of process 'p': ", file.toString(),
                        "see quarkus.processes.p.log.file.path");
        assertThat(workshop.runner().missingInFile("p")).isZero();
    }

    private void start(Path file) {
        LogSettings policy = LogSettings.DEFAULT.withFile(LogFileSettings.of(file));
        assertThat(workshop.startAs("p", workshop.sh("exec sleep 1000"), policy).witness().pid()).isPositive();
    }
}
