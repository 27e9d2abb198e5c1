package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The contract of usage sources, for the real ones and for the fake. */
interface UsageSourceContract {

    /** The tested source; the same at each call. */
    UsageSource source();

    /** The pid of a process that uses CPU time. */
    long busy();

    /** Ends a process and waits for it, so that no zombie is left. */
    void end(long pid);

    @Test
    default void aLivingProcessIsPresentAndItsTimeOnlyGrows() {
        long pid = busy();
        long before = source().read(List.of(pid)).get(pid).cpuMillis();

        assertThat(before).isNotNegative();
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> source().read(List.of(pid)).get(pid).cpuMillis() >= before + 20);
    }

    @Test
    default void eachProcessIsReadSeparately() {
        long one = busy();
        long other = busy();

        assertThat(source().read(List.of(one, other))).containsOnlyKeys(one, other);
        assertThat(source().read(List.of(other))).containsOnlyKeys(other);
    }

    @Test
    default void aProcessThatDiesBetweenTwoReadsIsLeftOutAndTheOthersAreNot() {
        long dying = busy();
        long living = busy();
        assertThat(source().read(List.of(dying, living))).containsOnlyKeys(dying, living);

        end(dying);

        assertThat(source().read(List.of(dying, living))).containsOnlyKeys(living);
    }

    @Test
    default void noPidsReturnNoUsage() {
        assertThat(source().read(List.of())).isEmpty();
    }
}
