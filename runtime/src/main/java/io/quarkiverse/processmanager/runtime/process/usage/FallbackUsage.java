package io.quarkiverse.processmanager.runtime.process.usage;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * What OSHI knows as long as it can be loaded, and what the JDK knows from then on. The classes of OSHI are loaded one by one,
 * so it can turn out late that one is missing.
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
    public Map<Long, Usage> read(Collection<Long> pids) {
        if (current.isEmpty()) {
            current = Optional.of(open());
        }
        try {
            return current.get().read(pids);
        } catch (LinkageError e) {
            current = Optional.of(instead(e));
            return current.get().read(pids);
        }
    }

    private UsageSource open() {
        try {
            return best.get();
        } catch (RuntimeException | LinkageError e) {
            return instead(e);
        }
    }

    private static UsageSource instead(Throwable reason) {
        LOG.debugf("OSHI cannot be loaded, so only the CPU time of processes is measured: %s", reason);
        return new JdkUsage();
    }
}
