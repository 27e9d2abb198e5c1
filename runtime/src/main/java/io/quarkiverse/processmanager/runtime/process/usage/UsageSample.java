package io.quarkiverse.processmanager.runtime.process.usage;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The usage of the living members of a tree at one moment.
 *
 * @param nanos the moment, on the monotonic clock of this JVM
 * @param ticks the same moment, on the clock of start times
 * @param members the usage of each member; a reused pid is another member
 */
public record UsageSample(long nanos, long ticks, Map<ProcessId, Usage> members) {

    /** The shortest time between two samples. Over less time the steps of 10 ms in which CPU time is counted would show. */
    static final Duration SHORTEST = Duration.ofMillis(500);
    private static final double NANOS_PER_MILLI = 1e6;

    public UsageSample {
        members = Map.copyOf(members);
    }

    /** Whether this sample follows the other one too soon for a comparison. */
    public boolean isTooSoonAfter(UsageSample before) {
        return nanos - before.nanos < Durations.nanos(SHORTEST);
    }

    /** The metrics of the tree, from this sample and the previous one; without a previous one the CPU percentage is absent. */
    public ProcessMetrics since(Optional<UsageSample> before, Duration uptime) {
        Collection<Usage> usages = members.values();
        OptionalLong threads = sum(usages, usage -> usage.threads().isPresent()
                ? OptionalLong.of(usage.threads().getAsInt())
                : OptionalLong.empty());
        return new ProcessMetrics(before.map(this::cpuPercent).orElse(OptionalDouble.empty()),
                sum(usages, Usage::memoryBytes), uptime, members.size(),
                threads.isPresent() ? OptionalInt.of((int) threads.getAsLong()) : OptionalInt.empty(),
                sum(usages, Usage::openFiles));
    }

    private OptionalDouble cpuPercent(UsageSample before) {
        long millis = 0;
        for (Map.Entry<ProcessId, Usage> member : members.entrySet()) {
            Usage earlier = before.members.get(member.getKey());
            if (earlier != null) {
                millis += Math.max(0, member.getValue().cpuMillis() - earlier.cpuMillis());
            } else if (member.getKey().startTicks() >= before.ticks) {
                // The member was started after the previous sample, so all its CPU time falls in between.
                millis += member.getValue().cpuMillis();
            }
        }
        return OptionalDouble.of(100 * millis * NANOS_PER_MILLI / (nanos - before.nanos));
    }

    /** The sum of a value over all members; absent if it is absent for one member. */
    private static OptionalLong sum(Collection<Usage> usages, Function<Usage, OptionalLong> value) {
        long sum = 0;
        for (Usage usage : usages) {
            OptionalLong summand = value.apply(usage);
            if (summand.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += summand.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
