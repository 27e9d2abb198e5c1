package io.quarkiverse.processmanager.runtime.process.usage;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessMetrics;

/**
 * A sample of a tree with the previous one.
 *
 * @param before the previous sample; empty for the first one
 * @param now the sample
 */
public record UsageChange(Optional<UsageSample> before, UsageSample now) {

    /** The metrics of the tree; without a previous sample the CPU percentage is absent. */
    public ProcessMetrics metrics(Duration uptime) {
        return now.since(before, uptime);
    }
}
