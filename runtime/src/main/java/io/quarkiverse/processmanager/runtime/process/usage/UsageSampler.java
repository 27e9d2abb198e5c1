package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;

/**
 * Measures what trees use, all with one look: somebody says who belongs to which tree, then the source is asked for these
 * alone. One measurement at a time; a call during one does nothing.
 */
public final class UsageSampler {

    private final MembershipSource lookout;
    private final Executor executor;
    private final UsageSource source;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** Says who belongs to each of these trees, or that nobody can look. */
    public interface MembershipSource {
        void members(Collection<ProcessTree> trees, Consumer<TreeTerminator.ScanResult> answer, Runnable blindness);
    }

    public UsageSampler(MembershipSource lookout, Executor executor, UsageSource source) {
        this.lookout = lookout;
        this.executor = executor;
        this.source = source;
    }

    /** Hands over the sample of each tree of which somebody is alive. */
    public void take(Collection<ProcessTree> trees, BiConsumer<ProcessTree, UsageSample> samples) {
        if (trees.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        lookout.members(trees, sighting -> away(() -> measure(sighting, samples)), () -> underWay.set(false));
    }

    /** Whoever looks has something better to do than to read. */
    private void away(Runnable measurement) {
        try {
            executor.execute(() -> SerialExecutor.contain(measurement));
        } catch (OutOfMemoryError e) {
            // The JDK calls it so when the system gives no thread; the next tick tries again.
            underWay.set(false);
        }
    }

    private void measure(TreeTerminator.ScanResult sighting, BiConsumer<ProcessTree, UsageSample> samples) {
        try {
            List<Long> pids = new ArrayList<>();
            sighting.members().values().forEach(members -> members.forEach(member -> pids.add(member.pid())));
            Map<Long, Usage> usages = source.read(pids);
            // After it: the first read is also the time when the source is opened.
            long nanos = System.nanoTime();
            Map<ProcessTree, UsageSample> taken = new LinkedHashMap<>();
            sighting.members().forEach((tree, members) -> {
                Map<ProcessId, Usage> known = new HashMap<>();
                for (ProcessEntry member : members) {
                    if (usages.containsKey(member.pid())) {
                        known.put(member.identity(), usages.get(member.pid()));
                    }
                }
                if (!known.isEmpty()) {
                    taken.put(tree, new UsageSample(nanos, sighting.ticks(), known));
                }
            });
            taken.forEach(samples);
        } finally {
            underWay.set(false);
        }
    }
}
