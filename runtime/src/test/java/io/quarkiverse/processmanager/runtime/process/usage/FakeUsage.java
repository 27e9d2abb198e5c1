package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Processes that exist only for the test. Each look takes as long as they use ten milliseconds of CPU time. */
public final class FakeUsage implements UsageSource {

    private final Set<Long> living = new TreeSet<>();
    private long looks;

    public void start(long pid) {
        living.add(pid);
    }

    public void end(long pid) {
        living.remove(pid);
    }

    public long looks() {
        return looks;
    }

    @Override
    public Map<Long, Usage> read(Collection<Long> pids) {
        looks++;
        Map<Long, Usage> usages = new HashMap<>();
        for (Long pid : pids) {
            if (living.contains(pid)) {
                usages.put(pid, new Usage(10 * looks, OptionalLong.of(1_000), OptionalInt.of(1), OptionalLong.of(3)));
            }
        }
        return usages;
    }
}
