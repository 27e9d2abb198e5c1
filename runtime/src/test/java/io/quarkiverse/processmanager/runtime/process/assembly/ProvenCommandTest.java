package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;

/** A command that has started several times is not checked again. What changes meanwhile is refused as at the first start. */
class ProvenCommandTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private Path directory;
    private Path program;
    private Command command;

    @BeforeEach
    void startThreeTimes() throws IOException {
        directory = Files.createDirectory(workshop.directory().resolve("work"));
        program = workshop.directory().resolve("run");
        write("#!/bin/sh\necho ran\n");
        startThreeTimes(Map.of());
    }

    private void startThreeTimes(Map<String, String> environment) {
        command = new CommandSettings(List.of(program.toString()), false, Optional.of(directory), environment, true);
        for (int i = 0; i < 3; i++) {
            assertThat(workshop.start(command).witness().awaitGone().exit().code()).hasValue(0);
        }
        assertThat(workshop.lines()).contains("ran");
    }

    @Test
    void aMissingProgramIsNamed() throws IOException {
        Files.delete(program);

        assertRefused(Reason.ENOENT, "command not found: " + program + " does not exist");

        write("#!/bin/sh\nexit 0\n");
        assertThat(workshop.start(command).witness().awaitGone().exit().code()).hasValue(0);
    }

    @Test
    void aMissingDirectoryIsNamed() throws IOException {
        Files.delete(directory);

        assertRefused(Reason.INVALID_DIRECTORY, "the working directory " + directory + " does not exist");
    }

    @Test
    void aProgramThatMayNotBeExecutedAnyMoreIsNamed() throws IOException {
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(Reason.EACCES, "may not be executed");
    }

    /** The system would pass it to the shell, and the shell would report success. */
    @Test
    void anEmptiedProgramIsRefused() throws IOException {
        write("");

        assertRefused(Reason.NOT_EXECUTABLE, "is an empty file");
    }

    @Test
    void anotherInterpreterIsChecked() throws IOException {
        write("#!/no/such/interpreter\n");

        assertRefused(Reason.INVALID_INTERPRETER, "/no/such/interpreter");
    }

    /** The system executes env, whose failure would look like one of the program. */
    @Test
    void aMissingInterpreterThatEnvSearchesIsNamed() throws IOException {
        Path interpreter = Files.createSymbolicLink(directory.resolve("interpreter"), Path.of("/bin/sh"));
        write("#!/usr/bin/env interpreter\necho ran\n");
        startThreeTimes(Map.of("PATH", directory + ":/usr/bin:/bin"));

        Files.delete(interpreter);

        assertRefused(Reason.INVALID_INTERPRETER, "the interpreter interpreter");
    }

    private void write(String text) throws IOException {
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void assertRefused(Reason reason, String detail) {
        Witness witness = workshop.start(command).witness().awaitGone();

        assertThat(witness.exit().reason()).as(witness.exit().describe()).contains(reason);
        assertThat(witness.exit().describe()).contains(detail);
    }
}
