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
 * Measures the usage of all trees with one scan: the membership source returns the members, then the usage source reads only
 * these. One measurement runs at a time; a call during a measurement does nothing. Safe for use by several threads.
 */
public final class UsageSampler {

    private final MembershipSource membership;
    private final Executor executor;
    private final UsageSource source;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** Finds the members of these trees. Calls {@code result}, or {@code failure} if the scan fails. */
    public interface MembershipSource {
        void members(Collection<ProcessTree> trees, Consumer<TreeTerminator.ScanResult> result, Runnable failure);
    }

    public UsageSampler(MembershipSource membership, Executor executor, UsageSource source) {
        this.membership = membership;
        this.executor = executor;
        this.source = source;
    }

    /** Passes a sample of each tree that has a living member to {@code samples}, on a thread of the executor. */
    public void take(Collection<ProcessTree> trees, BiConsumer<ProcessTree, UsageSample> samples) {
        if (trees.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        membership.members(trees, scan -> executeMeasurement(() -> measure(scan, samples)), () -> underWay.set(false));
    }

    /** Measures on another thread: the scanning thread must not wait for the usage source. */
    private void executeMeasurement(Runnable measurement) {
        try {
            executor.execute(() -> SerialExecutor.contain(measurement));
        } catch (OutOfMemoryError e) {
            // The JDK throws this error when the system refuses a thread. The next tick measures again.
            underWay.set(false);
        }
    }

    private void measure(TreeTerminator.ScanResult scan, BiConsumer<ProcessTree, UsageSample> samples) {
        try {
            List<Long> pids = new ArrayList<>();
            scan.members().values().forEach(members -> members.forEach(member -> pids.add(member.pid())));
            Map<Long, Usage> usages = source.read(pids);
            // The time after the read counts, because the first read also opens the source.
            long nanos = System.nanoTime();
            Map<ProcessTree, UsageSample> taken = new LinkedHashMap<>();
            scan.members().forEach((tree, members) -> {
                Map<ProcessId, Usage> known = new HashMap<>();
                for (ProcessEntry member : members) {
                    if (usages.containsKey(member.pid())) {
                        known.put(member.identity(), usages.get(member.pid()));
                    }
                }
                if (!known.isEmpty()) {
                    taken.put(tree, new UsageSample(nanos, scan.ticks(), known));
                }
            });
            taken.forEach(samples);
        } finally {
            underWay.set(false);
        }
    }
}
