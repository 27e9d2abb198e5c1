package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.assembly.BusyProcesses;
import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

@EnabledOnOs(OS.LINUX)
class OshiUsageTest implements RealProcessesContract {

    @RegisterExtension
    final BusyProcesses processes = new BusyProcesses();

    private final UsageSource source = OshiUsage.open();

    @Override
    public UsageSource source() {
        return source;
    }

    @Override
    public BusyProcesses processes() {
        return processes;
    }

    @Test
    void allValuesArePresent() {
        long pid = busy();

        // A process has hardly any memory just after its start.
        Usage usage = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> usage(pid),
                found -> found.memoryBytes().orElseThrow() > 100_000);

        assertThat(usage.memoryBytes().orElseThrow()).isLessThan(100_000_000);
        assertThat(usage.threads()).hasValue(1);
        assertThat(usage.openFiles().orElseThrow()).isBetween(3L, 100L);
    }

    @Test
    void aZombieIsLeftOut() throws IOException {
        LinuxProcessTable table = new LinuxProcessTable();
        Process parent = processes.start("sleep 1000 & echo $!; exec sleep 1000");
        long zombie = Long.parseLong(parent.inputReader().readLine());
        List<ProcessEntry> both = List.of(entry(zombie), entry(parent.pid()));
        // Unlike a shell, sleep waits for no child.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> table.command(parent.pid()).endsWith("sleep"));

        ProcessHandle.of(zombie).orElseThrow().destroy();

        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> table.read(zombie).filter(ProcessEntry::dead).isPresent());

        assertThat(source.read(both)).containsOnlyKeys(parent.pid());
    }
}
