package io.quarkiverse.processmanager.runtime.process.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What measurements rely on, for the real sources and for the one that the tests use instead. */
interface UsageSourceContract {

    /** The one that is tested; the same at each call. */
    UsageSource source();

    /** The pid of a process that uses CPU time. */
    long busy();

    /** Ends a process; nothing is left of it, also no exit code that somebody could ask for. */
    void end(long pid);

    @Test
    default void whoLivesIsToldAndItsTimeOnlyGrows() {
        long pid = busy();
        long before = source().read(List.of(pid)).get(pid).cpuMillis();

        assertThat(before).isNotNegative();
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> source().read(List.of(pid)).get(pid).cpuMillis() >= before + 20);
    }

    @Test
    default void eachIsToldByItself() {
        long one = busy();
        long other = busy();

        assertThat(source().read(List.of(one, other))).containsOnlyKeys(one, other);
        assertThat(source().read(List.of(other))).containsOnlyKeys(other);
    }

    @Test
    default void whoDiesBetweenTwoLooksIsLeftOutAndTheOthersAreNot() {
        long dying = busy();
        long living = busy();
        assertThat(source().read(List.of(dying, living))).containsOnlyKeys(dying, living);

        end(dying);

        assertThat(source().read(List.of(dying, living))).containsOnlyKeys(living);
    }

    @Test
    default void nobodyIsToldOfNobody() {
        assertThat(source().read(List.of())).isEmpty();
    }
}
