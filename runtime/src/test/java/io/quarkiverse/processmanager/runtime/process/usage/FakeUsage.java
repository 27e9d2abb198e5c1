package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** The usage of processes that exist only in the test. Each read adds 10 ms of CPU time to every process. */
public final class FakeUsage implements UsageSource {

    private final Set<Long> living = new TreeSet<>();
    private long reads;

    public void start(long pid) {
        living.add(pid);
    }

    public void end(long pid) {
        living.remove(pid);
    }

    public long reads() {
        return reads;
    }

    @Override
    public Map<Long, Usage> read(Collection<ProcessEntry> processes) {
        reads++;
        Map<Long, Usage> usages = new HashMap<>();
        for (ProcessEntry process : processes) {
            long pid = process.pid();
            if (living.contains(pid)) {
                usages.put(pid, new Usage(10 * reads, OptionalLong.of(1_000), OptionalInt.of(1), OptionalLong.of(3)));
            }
        }
        return usages;
    }
}
