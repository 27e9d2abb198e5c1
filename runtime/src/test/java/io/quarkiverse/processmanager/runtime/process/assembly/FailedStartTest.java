package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.process.spawn.PreparedCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.Starter;
import io.quarkiverse.processmanager.runtime.process.spawn.Wiring;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;

class FailedStartTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aMissingCommandIsReportedWithoutTheValueOfItsPath() {
        assertFailed(command(Map.of("PATH", "/bin:/nowhere"), "no-such-command"), Reason.ENOENT,
                "command not found: 'no-such-command' is in none of the 2 directories of its PATH");
    }

    @Test
    void theCommandIsSearchedInThePathOfTheChild() throws IOException {
        Files.createDirectory(workshop.directory().resolve("bin"));
        script("bin/greet", "#!/bin/sh\necho greeted\n");

        workshop.start(command(Map.of("PATH", "bin"), "greet")).witness().awaitGone();

        assertThat(workshop.lines()).containsExactly("greeted");
    }

    @Test
    void withoutAPathTheDefaultPathOfTheSystemIsSearched() {
        Command command = new CommandSettings(List.of("no-such-command"), false, Optional.empty(), Map.of(), false);

        assertFailed(command, Reason.ENOENT,
                "none of the 2 directories of the system's own PATH, which applies because PATH is not set");
    }

    @Test
    void aMissingFileIsReportedWithItsWholeName() {
        assertFailed(command("./run"), Reason.ENOENT,
                "command not found: " + workshop.directory().resolve("run") + " does not exist");
        assertFailed(command("./bin/../run"), Reason.ENOENT,
                "command not found: " + workshop.directory().resolve("run") + " does not exist");
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

        assertFailed(new CommandSettings(List.of("true"), false, Optional.of(missing), Map.of(), true),
                Reason.INVALID_DIRECTORY,
                "the working directory " + missing + " does not exist");
    }

    @Test
    void aFileIsNoWorkingDirectory() throws IOException {
        Path file = Files.createFile(workshop.directory().resolve("file"));

        assertFailed(new CommandSettings(List.of("true"), false, Optional.of(file), Map.of(), true), Reason.INVALID_DIRECTORY,
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
            assertFailed(command("./run"), Reason.INVALID_INTERPRETER, detail);
        }
    }

    /** Each step makes one cause go away and leaves the next one, until the start succeeds. */
    @Test
    void eachChangeOfAFileThatMadeAStartFailIsNoticed() throws Exception {
        Path home = workshop.directory().resolve("home");
        Command command = new CommandSettings(List.of("./run"), false, Optional.of(home), Map.of(), true);
        Path script = home.resolve("run");
        Path interpreter = workshop.directory().resolve("interpreter");
        byte[] foreign = Files.readAllBytes(Path.of("/bin/true"));
        foreign[18] = 99;

        awaitRepair(command, Reason.INVALID_DIRECTORY, () -> Files.createDirectory(home));
        awaitRepair(command, Reason.ENOENT, () -> Files.createFile(script));
        awaitRepair(command, Reason.EACCES, () -> executable(script));
        awaitRepair(command, Reason.NOT_EXECUTABLE, () -> Files.writeString(script, "#!" + interpreter + "\n"));
        awaitRepair(command, Reason.INVALID_INTERPRETER, () -> executable(Files.write(interpreter, foreign)));
        Files.write(script, foreign);
        awaitRepair(command, Reason.NOT_EXECUTABLE, () -> Files.writeString(script, "#!/bin/sh\necho run\n"));

        assertThat(workshop.start(command).witness().awaitGone().exit().code()).hasValue(0);
    }

    private interface Change {
        void run() throws IOException;
    }

    private void awaitRepair(Command command, Reason reason, Change change) throws Exception {
        Workshop.Started failed = workshop.start(command);
        assertThat(failed.witness().awaitGone().exit().reason()).contains(reason);
        CompletableFuture<Void> startable = failed.process().startable().toCompletableFuture();

        change.run();

        startable.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aStartThatNoFileMadeFailIsNotWatched() {
        CompletableFuture<Void> startable = workshop.start(command("echo", "a\0b")).process().startable()
                .toCompletableFuture();

        workshop.runner().close();

        assertThat(startable).isNotDone();
    }

    @Test
    void anArgumentCanBeTooLong() {
        assertFailed(command("echo", "x".repeat(200_000)), Reason.ARGUMENTS_TOO_LONG, "too long");
    }

    @Test
    void argumentsCanBeTooManyTogether() {
        String[] words = new String[200];
        Arrays.fill(words, "x".repeat(100_000));
        words[0] = "echo";

        assertFailed(command(words), Reason.ARGUMENTS_TOO_LONG, "all together");
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertFailed(command(""), Reason.INVALID, "the command is empty");
        assertFailed(command(), Reason.INVALID, "the command is empty");
    }

    @Test
    void anEmptyFileIsNoProgram() throws IOException {
        script("run", "");

        assertFailed(command("./run"), Reason.NOT_EXECUTABLE, "is an empty file");
    }

    @Test
    void aBinaryFileOfAnotherKindIsNoProgram() throws IOException {
        byte[] image = Files.readAllBytes(Path.of("/bin/true"));
        // The byte of the processor type.
        image[18] = 99;
        Path program = Files.write(workshop.directory().resolve("run"), image);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        for (Command command : List.of(command("./run"), command(Map.of("PATH", workshop.directory() + ":/bin"), "run"))) {
            Witness witness = workshop.start(command).witness().awaitGone();

            assertThat(witness.exit().reason()).contains(Reason.NOT_EXECUTABLE);
            assertThat(witness.exit().detail()).contains("another kind of processor");
        }
    }

    @Test
    void aTextWithoutAnInterpreterLineIsAScriptOfTheShell() throws IOException {
        script("run", "echo \"run by a shell: $1\"\nexit 2\n");

        Witness witness = workshop.start(command("./run", "one")).witness().awaitGone();

        assertThat(witness.exit().code()).hasValue(2);
        assertThat(workshop.lines()).containsExactly("run by a shell: one");
    }

    @Test
    void aDirectoryThatMayNotBeEnteredIsRefused() throws IOException {
        boolean root = Privileges.ofThisJvm().uid() == 0;
        // Root may enter any directory, so another user has to try.
        Execution execution = root ? ProcessDefinition.builder("p").command("x").user("nobody").build().execution()
                : ExecutionSettings.DEFAULT;
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path closed = Files.createDirectory(workshop.directory().resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertFailed(new CommandSettings(List.of("true"), false, Optional.of(closed), Map.of(), true), execution,
                Reason.INVALID_DIRECTORY, "may not be entered");
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

            assertThat(witness.exit().reason()).contains(Reason.PROGRAM_BUSY);
            assertThat(witness.exit().wasStarted()).isFalse();
            assertThat(witness.exit().detail()).contains("is being written");
        }
    }

    @Test
    void aProgramWhoseLoaderIsMissingIsReported() throws IOException {
        Path program = workshop.directory().resolve("run");
        byte[] image = Files.readAllBytes(Path.of("/bin/true"));
        String text = new String(image, StandardCharsets.ISO_8859_1);
        int loader = text.indexOf("/lib64/ld-linux");
        Assumptions.assumeTrue(loader > 0, "programs of this machine have another loader");
        image[loader + 1] = 'X';
        Files.write(program, image);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        Witness witness = workshop.start(command("./run")).witness().awaitGone();

        assertThat(witness.exit().reason()).contains(Reason.INVALID_INTERPRETER);
    }

    @ParameterizedTest
    @CsvSource({ "126", "127" })
    void aProgramMayEndWithTheseCodesItself(int code) {
        for (String line : List.of("setsid: failed", "setsid: failed to execute /x/sh: no", "sh: 1: sh: not found",
                "prlimit: failed", "setpriv: failed to execute sh: no")) {
            Witness witness = workshop.start(workshop.sh("echo \"$1\" >&2; exit " + code, line)).witness().awaitGone();

            assertThat(witness.exit().code()).as(line).hasValue(code);
        }
    }

    @Test
    void messagesInAnotherLanguageAreUnderstood() throws IOException {
        script("run", "#!/bin/sh\n");
        PreparedCommand preparation = new PreparedCommand(new Starter(List.of("/usr/bin/setsid", "--"), false),
                List.of("./run"),
                workshop.directory(),
                Map.of(), new FileAccess(RunAs.OWN), Wiring.NONE);

        try (OutputStream writer = Files.newOutputStream(workshop.directory().resolve("run"), StandardOpenOption.APPEND)) {
            writer.flush();
            assertThat(StartChainErrors.explain(126, "setsid: ausführen fehlgeschlagen „./run“: belegt", preparation))
                    .map(StartFailure::reason).contains(Reason.PROGRAM_BUSY);
        }
        assertThat(StartChainErrors.explain(126, "setsid: ausführen fehlgeschlagen „./run“: kaputt", preparation))
                .contains(new StartFailure(Reason.SPAWN_FAILED,
                        "the system refused it: ausführen fehlgeschlagen „./run“: kaputt"));
        Files.setPosixFilePermissions(workshop.directory().resolve("run"), PosixFilePermissions.fromString("rw-------"));
        assertThat(StartChainErrors.explain(126, "setsid: ausführen fehlgeschlagen: './run'", preparation))
                .map(StartFailure::reason).contains(Reason.EACCES);
        Files.delete(workshop.directory().resolve("run"));
        assertThat(StartChainErrors.explain(127, "setsid: ausführen fehlgeschlagen: ./run", preparation))
                .map(StartFailure::reason).contains(Reason.ENOENT);
    }

    @Test
    void errorsOfBothJdksAreUnderstood() {
        assertReason("Cannot run program \"x\": error=11, Resource temporarily unavailable", Reason.OUT_OF_RESOURCES);
        assertReason("Cannot run program \"x\": Exec failed, error: 26 (Text file busy) ", Reason.PROGRAM_BUSY);
        assertReason("error=12, Cannot allocate memory", Reason.OUT_OF_RESOURCES);
        assertReason("error=24, Too many open files", Reason.OUT_OF_RESOURCES);
        assertReason("error: 7 (Argument list too long)", Reason.ARGUMENTS_TOO_LONG);
        assertReason("error=2, No such file or directory", Reason.ENOENT);
        assertReason("Cannot run program: Failed to exec spawn helper: pid: 1, exit value: 1", Reason.JDK_REPLACED);
        assertReason(null, Reason.SPAWN_FAILED);
    }

    private static void assertReason(String message, Reason reason) {
        assertThat(StartFailure.of(new IOException(message)).reason()).isEqualTo(reason);
    }

    private Command command(String... words) {
        return command(Map.of(), words);
    }

    private Command command(Map<String, String> environment, String... words) {
        return new CommandSettings(List.of(words), false, Optional.of(workshop.directory()), environment, true);
    }

    private void script(String name, String text) throws IOException {
        executable(Files.writeString(workshop.directory().resolve(name), text));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void assertFailed(Command command, Reason reason, String detail) {
        assertFailed(command, ExecutionSettings.DEFAULT, reason, detail);
    }

    private void assertFailed(Command command, Execution execution, Reason reason, String detail) {
        Witness witness = workshop.start(command, execution).witness().awaitGone();

        Exit exit = witness.exit();
        assertThat(witness.events()).containsExactly("exited", "gone");
        assertThat(exit.wasStarted()).isFalse();
        assertThat(exit.reason()).contains(reason);
        assertThat(exit.detail()).contains(detail).doesNotEndWith(".");
        assertThat(witness.leftovers()).isZero();
    }
}
