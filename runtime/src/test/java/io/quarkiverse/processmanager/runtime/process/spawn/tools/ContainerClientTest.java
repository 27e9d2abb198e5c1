package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerClientTest {

    @TempDir
    Path programs;

    @Test
    void theClientNamesTheContainer() throws IOException {
        client("docker", "[ \"$*\" = 'ps --filter publish=5432 --format {{.Names}}' ] && echo shop-db-1");

        assertThat(ContainerClient.publisherOf(5432, programs.toString())).contains("shop-db-1");
    }

    @Test
    void theNextClientIsAskedIfTheFirstDoesNotKnow() throws IOException {
        client("docker", "exit 1");
        client("podman", "echo db");

        assertThat(ContainerClient.publisherOf(5432, programs.toString())).contains("db");
    }

    @Test
    void aClientWithoutAnAnswerIsLeftAlone() throws IOException {
        client("docker", "exec sleep 1000");
        client("podman", "true");

        assertThat(ContainerClient.publisherOf(5432, programs.toString())).isEmpty();
    }

    private void client(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
