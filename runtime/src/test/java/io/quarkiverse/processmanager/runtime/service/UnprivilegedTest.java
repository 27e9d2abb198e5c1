package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {

    @TempDir
    Path root;

    @Test
    void aProgramThatDoesNotMindRootStaysWithTheUserOfTheApplication() {
        assertThat(Unprivileged.choose(List.of(), List.of(root))).isEqualTo(Unprivileged.NOT_NEEDED);
    }

    @Test
    void aDirectoryOfRootThatOthersCannotEnterIsClosed() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes directories of root");
        Path closed = Files.createDirectory(root.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path below = Files.createDirectory(closed.resolve("below"));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(Unprivileged.closed(below.resolve("missing"))).contains(closed).doesNotContain(below);
    }

    @Test
    void aFileOfRootThatOthersCannotReadIsClosed() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes files of root");
        Path secret = Files.writeString(root.resolve("secret.sql"), "");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Path open = Files.writeString(root.resolve("open.sql"), "");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(Unprivileged.closed(secret)).contains(secret);
        assertThat(Unprivileged.closed(open)).doesNotContain(open);
    }

    @Test
    void rootRunsTheProgramAsAnotherUserOrInANamespace() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "other users run the program themselves");

        Unprivileged chosen = Unprivileged.choose(List.of("no-such-user"), List.of(Path.of("/tmp")));

        assertThat(chosen.user()).hasValue("nobody");
        assertThat(chosen.starter()).isEmpty();
    }
}
