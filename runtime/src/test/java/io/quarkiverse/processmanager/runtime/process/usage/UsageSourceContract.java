package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** The contract of usage sources, for the real ones and for the fake. */
interface UsageSourceContract {

    /** The tested source; the same at each call. */
    UsageSource source();

    /** The pid of a process that uses CPU time. */
    long busy();

    /** The process as a scan finds it now. */
    default ProcessEntry entry(long pid) {
        return new LinuxProcessTable().read(pid).orElseThrow();
    }

    /** The usage of a process now. */
    default Usage usage(long pid) {
        return source().read(List.of(entry(pid))).get(pid);
    }

    /** Ends a process and waits for it, so that no zombie is left. */
    void end(long pid);

    @Test
    default void aLivingProcessIsPresentAndItsTimeOnlyGrows() {
        long pid = busy();
        long before = usage(pid).cpuMillis();

        assertThat(before).isNotNegative();
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> usage(pid).cpuMillis() >= before + 20);
    }

    @Test
    default void eachProcessIsReadSeparately() {
        long one = busy();
        long other = busy();

        assertThat(source().read(List.of(entry(one), entry(other)))).containsOnlyKeys(one, other);
        assertThat(source().read(List.of(entry(other)))).containsOnlyKeys(other);
    }

    @Test
    default void aProcessThatDiesBetweenScanAndReadIsLeftOutAndTheOthersAreNot() {
        long dying = busy();
        long living = busy();
        List<ProcessEntry> both = List.of(entry(dying), entry(living));
        assertThat(source().read(both)).containsOnlyKeys(dying, living);

        end(dying);

        assertThat(source().read(both)).containsOnlyKeys(living);
    }

    @Test
    default void noProcessesReturnNoUsage() {
        assertThat(source().read(List.of())).isEmpty();
    }
}
