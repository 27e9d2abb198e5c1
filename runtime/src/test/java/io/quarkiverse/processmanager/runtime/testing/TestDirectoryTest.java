package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileLock;
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
