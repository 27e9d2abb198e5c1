package io.quarkiverse.processmanager.runtime.process.output.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;

class RotatingFileTest {

    private static final int LIMIT = 100;
    /** The next write after so many bytes goes to a new file. */
    private static final int FULL = LIMIT + 1;

    @TempDir
    Path directory;

    private Path path;
    private LogFile file;

    @BeforeEach
    void nameTheFile() {
        path = directory.resolve("p.log");
        file = new LogFileSettings(path, LIMIT, 2);
    }

    @Test
    void bytesAreWrittenAsTheyAre() throws IOException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        write(new String(bytes, StandardCharsets.ISO_8859_1));

        assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
    }

    @Test
    void anExistingFileIsContinued() throws IOException {
        write("one\n");
        write("two\n");

        assertThat(path).hasContent("one\ntwo\n");
    }

    @Test
    void aFullFileBecomesTheFirstBackupAndTheOldestBackupGoes() throws IOException {
        try (RotatingFile rotating = RotatingFile.open(file)) {
            for (String letter : "a b c d".split(" ")) {
                rotating.write(bytes(letter.repeat(FULL)));
            }
        }

        assertThat(path).hasContent("d".repeat(FULL));
        assertThat(backup(1)).hasContent("c".repeat(FULL));
        assertThat(backup(2)).hasContent("b".repeat(FULL));
        assertThat(backup(3)).doesNotExist();
    }

    @Test
    void noOtherUserCanReadTheFileAlsoAfterARotation() throws IOException {
        try (RotatingFile rotating = RotatingFile.open(file)) {
            assertThat(permissions()).isEqualTo("rw-------");
            rotating.write(bytes("a".repeat(FULL)));
            rotating.write(bytes("b".repeat(FULL)));
        }

        assertThat(backup(1)).exists();
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void onlyAFileBeyondItsLimitIsRotatedOnRequest() throws IOException {
        RotatingFile.rotate(file);
        assertThat(path).doesNotExist();

        Files.writeString(path, "a".repeat(LIMIT));
        RotatingFile.rotate(file);
        assertThat(backup(1)).doesNotExist();

        Files.writeString(path, "a".repeat(FULL));
        RotatingFile.rotate(file);
        assertThat(backup(1)).hasContent("a".repeat(FULL));
    }

    @Test
    void aFileThatCannotBeOpenedIsReported() throws IOException {
        Files.createDirectory(path);

        assertThatThrownBy(() -> RotatingFile.open(file)).isInstanceOf(IOException.class).hasMessageContaining("p.log");
    }

    @Test
    void aFileThatCannotBecomeABackupIsContinued() throws IOException {
        Files.createDirectories(backup(1).resolve("in the way"));
        Files.createDirectories(backup(2).resolve("in the way"));
        try (RotatingFile rotating = RotatingFile.open(file)) {
            rotating.write(bytes("a".repeat(FULL)));
            rotating.write(bytes("b".repeat(FULL)));
            assertThat(rotating.rotationFailure()).isPresent();
        }

        assertThat(path).hasContent("a".repeat(FULL) + "b".repeat(FULL));
    }

    @Test
    void aFileThatAnotherProgramDeletesIsCreatedAgain() throws IOException {
        try (RotatingFile rotating = RotatingFile.open(file)) {
            rotating.write(bytes("one\n"));
            Files.delete(path);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                rotating.write(bytes("two\n"));
                return Files.exists(path);
            });
        }

        assertThat(path).content().startsWith("two\n").doesNotContain("one");
        assertThat(permissions()).isEqualTo("rw-------");
    }

    private void write(String text) throws IOException {
        try (RotatingFile rotating = RotatingFile.open(new LogFileSettings(path, 1_000, 2))) {
            rotating.write(bytes(text));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path backup(int number) {
        return directory.resolve("p.log." + number);
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
