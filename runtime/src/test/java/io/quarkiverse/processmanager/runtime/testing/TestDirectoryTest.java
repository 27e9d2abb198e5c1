package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDirectoryTest {

    @TempDir
    Path module;

    private final List<FileLock> locks = new ArrayList<>();

    @AfterEach
    void release() throws Exception {
        for (FileLock lock : locks) {
            lock.channel().close();
        }
    }

    @Test
    void runsAtTheSameTimeHaveDirectoriesOfTheirOwn() {
        assertThat(take()).isEqualTo(module.resolve("target/process-manager/test-1")).isDirectory();
        assertThat(take()).isEqualTo(module.resolve("target/process-manager/test-2")).isDirectory();
    }

    @Test
    void theNextRunBeginsWithoutTheDataOfTheLastOne() throws Exception {
        Path elsewhere = Files.writeString(module.resolve("precious"), "data");
        Path first = take();
        Files.createDirectories(first.resolve("db/base"));
        Files.writeString(first.resolve("db/PG_VERSION"), "17");
        Files.createSymbolicLink(first.resolve("link"), elsewhere);
        release();
        locks.clear();

        assertThat(take()).isEqualTo(first).isEmptyDirectory();
        assertThat(elsewhere).hasContent("data");
    }

    /** The processes of a JVM that was killed are stopping, and write to it meanwhile. */
    @Test
    void aDirectoryThatCannotBeEmptiedIsLeft() throws Exception {
        Path first = take();
        release();
        locks.clear();

        Object[] taken = TestDirectory.take(module, directory -> {
            if (directory.equals(first)) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        });

        locks.add((FileLock) taken[2]);
        assertThat((Path) taken[1]).isEqualTo(module.resolve("target/process-manager/test-2")).isEmptyDirectory();
        assertThat(take()).as("the lock of the first one is free").isEqualTo(first);
    }

    @Test
    void theErrorHasTheReason() {
        assertThatThrownBy(() -> TestDirectory.take(module, directory -> {
            throw new DirectoryNotEmptyException(directory.toString());
        })).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot create the directory for the data of the processes in tests: ")
                .hasMessageEndingWith(" cannot be emptied, because a process writes to it");
    }

    @Test
    void gradleHasAnotherDirectoryForItsBuild() throws Exception {
        Files.createFile(module.resolve("build.gradle.kts"));

        assertThat(take()).isEqualTo(module.resolve("build/process-manager/test-1"));
    }

    private Path take() {
        Object[] taken = TestDirectory.take(module);
        locks.add((FileLock) taken[2]);
        return (Path) taken[1];
    }
}
