package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/**
 * Reads usage from OSHI, and from the JDK once a class of OSHI cannot be loaded. The JVM loads the classes of OSHI one by one,
 * so a missing class can show up late. For one thread.
 */
final class FallbackUsage implements UsageSource {

    private static final Logger LOG = Logger.getLogger(FallbackUsage.class);

    private final Supplier<UsageSource> best;
    private Optional<UsageSource> current = Optional.empty();

    /** The first read opens the best source: it takes a moment, and no class of OSHI is loaded before. */
    FallbackUsage(Supplier<UsageSource> best) {
        this.best = best;
    }

    @Override
    public Map<Long, Usage> read(Collection<ProcessEntry> processes) {
        if (current.isEmpty()) {
            current = Optional.of(open());
        }
        try {
            return current.get().read(processes);
        } catch (LinkageError e) {
            current = Optional.of(fallback(e));
            return current.get().read(processes);
        }
    }

    private UsageSource open() {
        try {
            return best.get();
        } catch (RuntimeException | LinkageError e) {
            return fallback(e);
        }
    }

    private static UsageSource fallback(Throwable reason) {
        LOG.debugf("cannot load OSHI: %s; only the CPU time of processes is measured", reason);
        return new JdkUsage();
    }
}
