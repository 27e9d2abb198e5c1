package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.runtime.definition.UsageLimitSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * The measurements of one incarnation so far, compared with its usage limits.
 *
 * @param limits the usage limits
 * @param memory the measurements in a row with too much memory, capped at {@code usage-limit.samples}
 * @param cpu the measurements in a row with too much CPU time, capped at {@code usage-limit.samples}
 */
public record LimitTally(UsageLimits limits, int memory, int cpu) {

    /** No measurement yet. */
    public static final LimitTally NONE = new LimitTally(UsageLimitSettings.DEFAULT, 0, 0);

    /** The tally with one more measurement. Changed limits reset the tally; an absent value does not count. */
    public LimitTally with(ProcessMetrics metrics, UsageLimits current) {
        LimitTally before = limits.equals(current) ? this : new LimitTally(current, 0, 0);
        return current.action() == UsageLimits.Action.NONE ? before : before.and(metrics);
    }

    private LimitTally and(ProcessMetrics metrics) {
        int memoryRow = memory;
        if (limits.memoryBytes().isPresent() && metrics.memoryBytes().isPresent()) {
            memoryRow = row(memory, metrics.memoryBytes().getAsLong() > limits.memoryBytes().getAsLong());
        }
        int cpuRow = cpu;
        if (limits.cpuPercent().isPresent() && metrics.cpuPercent().isPresent()) {
            cpuRow = row(cpu, metrics.cpuPercent().getAsDouble() > limits.cpuPercent().getAsDouble());
        }
        return new LimitTally(limits, memoryRow, cpuRow);
    }

    private int row(int before, boolean over) {
        return over ? Math.min(before + 1, limits.samples()) : 0;
    }

    /** Whether enough measurements in a row exceed one of the limits. */
    public boolean isOver() {
        return isMemoryOver() || isCpuOver();
    }

    /** {@code over its limit: 612 MB of 500 MB for 3 samples}, with the values of the last measurement. */
    public String why(ProcessMetrics last) {
        List<String> over = new ArrayList<>();
        if (isMemoryOver()) {
            last.memoryBytes().ifPresent(
                    bytes -> over.add(Words.bytes(bytes) + " of " + Words.bytes(limits.memoryBytes().getAsLong())));
        }
        if (isCpuOver()) {
            last.cpuPercent().ifPresent(percent -> over
                    .add(Words.number(percent) + " % of " + Words.number(limits.cpuPercent().getAsDouble()) + " % CPU"));
        }
        return "over its limit: " + String.join(" and ", over) + " for " + Words.count(limits.samples(), "sample");
    }

    private boolean isMemoryOver() {
        return memory >= limits.samples();
    }

    private boolean isCpuOver() {
        return cpu >= limits.samples();
    }
}
