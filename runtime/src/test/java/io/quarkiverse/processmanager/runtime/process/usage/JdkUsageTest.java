package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.assembly.BusyProcesses;

class JdkUsageTest implements RealProcessesContract {

    @RegisterExtension
    final BusyProcesses processes = new BusyProcesses();

    private final UsageSource source = new JdkUsage();

    @Override
    public UsageSource source() {
        return source;
    }

    @Override
    public BusyProcesses processes() {
        return processes;
    }

    @Test
    void onlyTheCpuTimeIsPresent() {
        long pid = busy();

        Usage usage = usage(pid);

        assertThat(usage).isEqualTo(
                new Usage(usage.cpuMillis(), OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty()));
    }
}
