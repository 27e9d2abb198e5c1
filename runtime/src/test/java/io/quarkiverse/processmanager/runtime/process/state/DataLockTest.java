package io.quarkiverse.processmanager.runtime.process.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Links that the user of a process puts into its data directory, while the application may run as root. */
class DataLockTest {

    @TempDir
    Path root;

    @Test
    void aSymbolicLinkDoesNotLeadTheLockToAnotherFile() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        Path other = Files.writeString(root.resolve("other"), "precious");
        Files.createSymbolicLink(data.resolve(".process-manager.lock"), other);

        assertThatThrownBy(() -> DataLock.take(data)).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");

        assertThat(other).hasContent("precious");
    }

    @Test
    void theNoteNamesTheProcessAndItsOutput() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        DataLock lock = DataLock.take(data).orElseThrow();
        DataOwner owner = new DataOwner("scope", "db", "/app", new ProcessId(1, 2), new Marker("QPM_DETACHED", "k-db"));

        lock.note(owner);
        assertThat(DataLock.owner(data)).contains(owner);
        DataOwner started = owner.with(new ProcessId(3, 4), Optional.of(new DataOwner.Output(Path.of("/a b/c"), 5)));
        lock.note(started);

        assertThat(DataLock.owner(data)).contains(started);
        lock.release();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherProcessWithThePidOfTheLastOneDoesNotUseTheData() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        long pid = ProcessHandle.current().pid();
        String stat = Files.readString(Path.of("/proc/self/stat"));
        long start = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
        DataOwner owner = new DataOwner("scope", "db", "/app", new ProcessId(1, 2), new Marker("QPM_DETACHED", "k-db"));

        note(data, owner.with(new ProcessId(pid, start), Optional.empty()));
        assertThat(DataLock.isUsed(data)).isTrue();
        note(data, owner.with(new ProcessId(pid, start - 100), Optional.empty()));
        assertThat(DataLock.isUsed(data)).isFalse();
    }

    /** The owner goes away while its process goes on. */
    private static void note(Path data, DataOwner owner) throws IOException {
        DataLock lock = DataLock.take(data).orElseThrow();
        lock.note(owner);
        lock.abandon();
    }

    @Test
    void aSymbolicLinkDoesNotLeadTheNoteToAnotherFile() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        Path other = Files.writeString(root.resolve("other"), "precious");
        DataLock lock = DataLock.take(data).orElseThrow();
        Files.createSymbolicLink(data.resolve(".process-manager.owner.new"), other);

        lock.note(new DataOwner("scope", "db", "/app", new ProcessId(1, 2), new Marker("QPM_1_2_a", "")));

        assertThat(other).hasContent("precious");
        assertThat(DataLock.owner(data)).map(DataOwner::processId).contains("db");
        lock.release();
    }
}
