package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.assembly.BusyProcesses;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ScannedUsage;

@EnabledOnOs(OS.LINUX)
class LinuxUsageTest implements RealProcessesContract {

    @RegisterExtension
    final BusyProcesses processes = new BusyProcesses();

    @TempDir
    Path proc;

    private final UsageSource source = new LinuxUsage();

    @Override
    public UsageSource source() {
        return source;
    }

    @Override
    public BusyProcesses processes() {
        return processes;
    }

    @Test
    void theValuesAreThoseOfTheSystem() {
        UsageSource oshi = OshiUsage.open();
        // The shell waits for the input that the pipe never has, so that nothing changes.
        long pid = processes.start("read line").pid();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            ProcessEntry entry = entry(pid);
            assertThat(entry.state()).isEqualTo('S');
            assertThat(source.read(List.of(entry)).get(pid)).isEqualTo(oshi.read(List.of(entry)).get(pid));
        });
    }

    @Test
    void openFilesAreCountedByNameWhereTheDirectoryHasNoSize() throws IOException {
        Files.createDirectories(proc.resolve("7/fd"));
        Files.writeString(proc.resolve("7/statm"), "700 3 2 1 0 5 0\n");
        for (int file = 0; file < 4; file++) {
            Files.createFile(proc.resolve("7/fd/" + file));
        }

        // A directory of this file system has a size of its own, and self/fd does not exist.
        Usage usage = new LinuxUsage(proc.toFile(), 4096).read(List.of(entry(7, new ScannedUsage(150, 2)))).get(7L);

        assertThat(usage).isEqualTo(new Usage(1_500, OptionalLong.of(12_288), OptionalInt.of(2), OptionalLong.of(4)));
    }

    @Test
    void aProcessWhoseFilesCannotBeListedHasTheOtherValues() throws IOException {
        // A file cannot be listed, as the directory of another user's process.
        Files.createDirectories(proc.resolve("7"));
        Files.writeString(proc.resolve("7/statm"), "700 3 2 1 0 5 0\n");
        Files.createFile(proc.resolve("7/fd"));

        Usage usage = new LinuxUsage(proc.toFile(), 4096).read(List.of(entry(7, new ScannedUsage(150, 2)))).get(7L);

        assertThat(usage.openFiles()).isEmpty();
        assertThat(usage.cpuMillis()).isEqualTo(1_500);
        assertThat(usage.memoryBytes()).hasValue(12_288);
    }

    private static ProcessEntry entry(long pid, ScannedUsage usage) {
        return new ProcessEntry(new ProcessId(pid, 5), 1, pid, pid, 'S', 0, false, usage);
    }
}
