package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.time.Durations;

/** Reads usage from the JDK, which provides the CPU time only. */
final class JdkUsage implements UsageSource {

    @Override
    public Map<Long, Usage> read(Collection<ProcessEntry> processes) {
        Map<Long, Usage> usages = new HashMap<>();
        for (ProcessEntry process : processes) {
            long pid = process.pid();
            ProcessHandle.of(pid).flatMap(handle -> handle.info().totalCpuDuration()).ifPresent(cpu -> usages.put(pid,
                    new Usage(Durations.millis(cpu), OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty())));
        }
        return usages;
    }
}
