package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.TreeTerminator;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Measures the usage of all trees with one scan: the membership source returns the members, then the usage source reads only
 * these. Keeps the last sample of each tree. One measurement runs at a time; a call during a measurement does nothing. Safe for
 * use by several threads.
 */
public final class UsageSampler {

    private final MembershipSource membership;
    private final Executor executor;
    private final UsageSource source;
    private final AtomicBoolean underWay = new AtomicBoolean();
    /** One measurement hands it to the next one. */
    private Map<ProcessTree, UsageSample> last = Map.of();

    /** Finds the members of these trees. Calls {@code result}, or {@code failure} if the scan fails. */
    public interface MembershipSource {
        void members(Collection<ProcessTree> trees, Consumer<TreeTerminator.ScanResult> result, Runnable failure);
    }

    public UsageSampler(MembershipSource membership, Executor executor, UsageSource source) {
        this.membership = membership;
        this.executor = executor;
        this.source = source;
    }

    /**
     * Passes a sample of each tree that has a living member to {@code result}, all at once, on a thread of the executor. A tree
     * whose last sample is too young is left out.
     */
    public void take(Collection<ProcessTree> trees, Consumer<Map<ProcessTree, UsageChange>> result) {
        if (trees.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        membership.members(trees, scan -> executeMeasurement(() -> measure(scan, result)), () -> underWay.set(false));
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

    private void measure(TreeTerminator.ScanResult scan, Consumer<Map<ProcessTree, UsageChange>> result) {
        try {
            List<ProcessEntry> all = new ArrayList<>();
            scan.members().values().forEach(all::addAll);
            Map<Long, Usage> usages = source.read(all);
            // The time after the read counts, because the first read also opens the source.
            long nanos = SystemClock.nanos();
            Map<ProcessTree, UsageSample> samples = new LinkedHashMap<>();
            Map<ProcessTree, UsageChange> changes = new LinkedHashMap<>();
            scan.members().forEach((tree, members) -> {
                Optional<UsageSample> before = Optional.ofNullable(last.get(tree));
                UsageSample sample = new UsageSample(nanos, scan.ticks(), known(members, usages));
                if (before.filter(sample::isTooSoonAfter).isPresent()) {
                    samples.put(tree, before.get());
                } else if (!sample.members().isEmpty()) {
                    samples.put(tree, sample);
                    changes.put(tree, new UsageChange(before, sample));
                }
            });
            result.accept(changes);
            last = samples;
        } finally {
            underWay.set(false);
        }
    }

    private static Map<ProcessId, Usage> known(List<ProcessEntry> members, Map<Long, Usage> usages) {
        Map<ProcessId, Usage> known = new HashMap<>();
        for (ProcessEntry member : members) {
            Usage usage = usages.get(member.pid());
            if (usage != null) {
                known.put(member.identity(), usage);
            }
        }
        return known;
    }
}
