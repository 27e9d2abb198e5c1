package io.quarkiverse.processmanager.runtime.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Measures what trees use, all with one look: the reaper says who belongs to which tree, then the source is asked for these
 * alone. One measurement at a time; a call during one does nothing.
 */
final class Measurements {

    private final Reaper reaper;
    private final Executor executor;
    private final Supplier<UsageSource> open;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private UsageSource source;

    /** The source is opened with the first measurement; that takes a moment. */
    Measurements(Reaper reaper, Executor executor, Supplier<UsageSource> open) {
        this.reaper = reaper;
        this.executor = executor;
        this.open = open;
    }

    /** Hands over the sample of each tree of which somebody is alive. */
    void take(Collection<ProcessTree> trees, BiConsumer<ProcessTree, TreeSample> samples) {
        if (trees.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        reaper.members(trees, members -> executor.execute(() -> Mailbox.contain(() -> measure(members, samples))),
                () -> underWay.set(false));
    }

    private void measure(Reaper.Sighting sighting, BiConsumer<ProcessTree, TreeSample> samples) {
        try {
            if (source == null) {
                source = open.get();
            }
            List<Long> pids = new ArrayList<>();
            sighting.members().values().forEach(members -> members.forEach(member -> pids.add(member.pid())));
            long nanos = System.nanoTime();
            Map<Long, Usage> usages = source.read(pids);
            Map<ProcessTree, TreeSample> taken = new LinkedHashMap<>();
            sighting.members().forEach((tree, members) -> {
                Map<ProcessIdentity, Usage> known = new HashMap<>();
                for (ProcessEntry member : members) {
                    if (usages.containsKey(member.pid())) {
                        known.put(member.identity(), usages.get(member.pid()));
                    }
                }
                if (!known.isEmpty()) {
                    taken.put(tree, new TreeSample(nanos, sighting.ticks(), known));
                }
            });
            taken.forEach(samples);
        } finally {
            underWay.set(false);
        }
    }
}
