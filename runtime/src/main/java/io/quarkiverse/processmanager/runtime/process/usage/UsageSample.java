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

/**
 * What the living members of a tree had used at one moment.
 *
 * @param nanos the moment, on the monotonic clock of this JVM
 * @param ticks the same moment, on the clock of start times
 * @param members the use of each; a reused pid is another member
 */
public record UsageSample(long nanos, long ticks, Map<ProcessId, Usage> members) {

    /** The system counts CPU time in steps of 10 ms; over a shorter time than this they would be seen. */
    static final Duration SHORTEST = Duration.ofMillis(500);
    private static final double NANOS_PER_MILLI = 1e6;

    public UsageSample {
        members = Map.copyOf(members);
    }

    /** Whether it is too soon after the other one to be compared with it. */
    public boolean isTooSoonAfter(UsageSample before) {
        return nanos - before.nanos < SHORTEST.toNanos();
    }

    /** What the tree uses, by this sample and the one before it, if there was one. */
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
                // It has been started since, and so has used all of it since.
                millis += member.getValue().cpuMillis();
            }
        }
        return OptionalDouble.of(100 * millis * NANOS_PER_MILLI / (nanos - before.nanos));
    }

    /** A sum in which one is missing is not known. */
    private static OptionalLong sum(Collection<Usage> usages, Function<Usage, OptionalLong> what) {
        long sum = 0;
        for (Usage usage : usages) {
            OptionalLong one = what.apply(usage);
            if (one.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
