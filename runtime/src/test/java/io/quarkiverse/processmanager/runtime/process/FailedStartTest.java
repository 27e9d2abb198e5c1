package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;

class FailedStartTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aMissingCommandIsReportedWithThePath() {
        assertFailed(command(Map.of("PATH", "/bin:/nowhere"), "no-such-command"), Reason.ENOENT,
                "command not found: 'no-such-command' is not in the PATH /bin:/nowhere");
    }

    @Test
    void theCommandIsSearchedInThePathOfTheChild() throws IOException {
        Files.createDirectory(workshop.directory().resolve("bin"));
        script("bin/greet", "#!/bin/sh\necho greeted\n");

        workshop.start(command(Map.of("PATH", "bin"), "greet")).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("greeted");
    }

    @Test
    void withoutAPathTheSystemHasItsOwn() {
        Command command = new Command(List.of("no-such-command"), false, Optional.empty(), Map.of(), false);

        assertFailed(command, Reason.ENOENT, "the system's own, because PATH is not set");
    }

    @Test
    void aMissingFileIsReportedWithItsWholeName() {
        assertFailed(command("./run"), Reason.ENOENT, "command not found: " + workshop.directory().resolve("./run"));
    }

    @Test
    void aDirectoryIsNoCommand() {
        assertFailed(command("/usr"), Reason.EACCES, "/usr is a directory");
    }

    @Test
    void aFileWithoutPermissionIsNoCommand() throws IOException {
        Files.writeString(workshop.directory().resolve("run"), "#!/bin/sh\n");

        assertFailed(command("./run"), Reason.EACCES, "may not be executed");
        assertFailed(command(Map.of("PATH", "."), "run"), Reason.EACCES, "may not be executed");
    }

    @Test
    void aMissingDirectoryIsNotAMissingCommand() {
        Path missing = workshop.directory().resolve("missing");

        assertFailed(new Command(List.of("true"), false, Optional.of(missing), Map.of(), true), Reason.BAD_DIRECTORY,
                "the working directory " + missing + " does not exist");
    }

    @Test
    void aFileIsNoWorkingDirectory() throws IOException {
        Path file = Files.createFile(workshop.directory().resolve("file"));

        assertFailed(new Command(List.of("true"), false, Optional.of(file), Map.of(), true), Reason.BAD_DIRECTORY,
                "the working directory " + file + " is not a directory");
    }

    @ParameterizedTest
    @CsvSource({ "'#!/no/such/interpreter', 'the interpreter /no/such/interpreter'",
            "'#!/usr/bin/env no-such-interpreter', 'the interpreter no-such-interpreter'",
            "'#!/bin/sh\r', 'carriage return'", "'#!/usr/bin/env sh\r', 'carriage return'",
            "'#!/usr/bin/perl -w\r', ''" })
    void aMissingInterpreterIsNotAMissingCommand(String firstLine, String detail) throws IOException {
        script("run", firstLine + "\nexit 0\n");

        if (detail.isEmpty()) {
            assertThat(workshop.start(command("./run")).witness().awaitGone().exit().wasStarted()).isTrue();
        } else {
            assertFailed(command("./run"), Reason.BAD_INTERPRETER, detail);
        }
    }

    @Test
    void anArgumentCanBeTooLong() {
        assertFailed(command("echo", "x".repeat(200_000)), Reason.E2BIG, "too long");
    }

    @Test
    void aNulCharacterIsRefused() {
        assertFailed(command("echo", "a\0b"), Reason.INVALID, "NUL");
        assertFailed(command(Map.of("NAME", "a\0b"), "echo"), Reason.INVALID, "NUL");
    }

    @Test
    void aProgramThatIsBeingWrittenIsReported() throws IOException {
        Path program = workshop.directory().resolve("run");
        Files.copy(Path.of("/bin/true"), program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        try (OutputStream writer = Files.newOutputStream(program, StandardOpenOption.APPEND)) {
            writer.flush();
            Witness witness = workshop.start(command("./run")).witness().awaitGone();

            assertThat(witness.exit().reason()).contains(Reason.ETXTBSY);
            assertThat(witness.exit().wasStarted()).isFalse();
        }
    }

    @Test
    void aProgramWhoseLoaderIsMissingIsReported() throws IOException {
        Path program = workshop.directory().resolve("run");
        byte[] image = Files.readAllBytes(Path.of("/bin/true"));
        String text = new String(image, StandardCharsets.ISO_8859_1);
        int loader = text.indexOf("/lib64/ld-linux");
        Assumptions.assumeTrue(loader > 0);
        image[loader + 1] = 'X';
        Files.write(program, image);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        Witness witness = workshop.start(command("./run")).witness().awaitGone();

        assertThat(witness.exit().reason()).contains(Reason.BAD_INTERPRETER);
    }

    @ParameterizedTest
    @CsvSource({ "126", "127" })
    void aProgramMayEndWithTheseCodesItself(int code) {
        Witness witness = workshop.start(workshop.sh("echo 'setsid: failed' >&2; echo; exit " + code)).witness().awaitGone();

        assertThat(witness.exit().code()).hasValue(code);
    }

    @Test
    void errorsOfBothJdksAreUnderstood() {
        assertReason("Cannot run program \"x\": error=11, Resource temporarily unavailable", Reason.EAGAIN);
        assertReason("Cannot run program \"x\": Exec failed, error: 26 (Text file busy) ", Reason.ETXTBSY);
        assertReason("error=12, Cannot allocate memory", Reason.EAGAIN);
        assertReason("error=24, Too many open files", Reason.EAGAIN);
        assertReason("error: 7 (Argument list too long)", Reason.E2BIG);
        assertReason("error=2, No such file or directory", Reason.ENOENT);
        assertReason("Cannot run program: Failed to exec spawn helper: pid: 1, exit value: 1", Reason.SPAWN_FAILED);
        assertReason(null, Reason.SPAWN_FAILED);
    }

    private static void assertReason(String message, Reason reason) {
        assertThat(StartFailure.of(new IOException(message)).reason()).isEqualTo(reason);
    }

    private Command command(String... words) {
        return command(Map.of(), words);
    }

    private Command command(Map<String, String> environment, String... words) {
        return new Command(List.of(words), false, Optional.of(workshop.directory()), environment, true);
    }

    private void script(String name, String text) throws IOException {
        Path file = workshop.directory().resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void assertFailed(Command command, Reason reason, String detail) {
        Witness witness = workshop.start(command).witness().awaitGone();

        Exit exit = witness.exit();
        assertThat(witness.events()).containsExactly("exited", "gone");
        assertThat(exit.wasStarted()).isFalse();
        assertThat(exit.reason()).contains(reason);
        assertThat(exit.detail()).contains(detail).doesNotEndWith(".");
        assertThat(witness.leftovers()).isZero();
    }
}
