package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class LinuxKernelThreadsTest {

    private final LinuxKernelThreads threads = new LinuxKernelThreads(1000);

    @Test
    void aLearntPidIsKnown() {
        threads.refresh(OptionalLong.of(5000));
        threads.learn(7);

        assertThat(threads.has(7)).isTrue();
        assertThat(threads.has(8)).isFalse();
    }

    @Test
    void aPidIsForgottenBeforeTheSystemCanReuseIt() {
        threads.refresh(OptionalLong.of(5000));
        threads.learn(7);

        threads.refresh(OptionalLong.of(5250));
        assertThat(threads.has(7)).isTrue();
        threads.refresh(OptionalLong.of(5251));
        assertThat(threads.has(7)).isFalse();
    }

    @Test
    void theAgeOfTheOldestCounts() {
        threads.refresh(OptionalLong.of(5000));
        threads.refresh(OptionalLong.of(5200));
        threads.learn(7);

        threads.refresh(OptionalLong.of(5300));

        assertThat(threads.has(7)).isFalse();
    }

    @Test
    void nothingIsRememberedWhereNothingIsCounted() {
        threads.refresh(OptionalLong.empty());
        threads.learn(7);

        assertThat(threads.has(7)).isFalse();
    }

    @Test
    void nothingIsRememberedBeforeTheFirstCount() {
        threads.learn(7);

        assertThat(threads.has(7)).isFalse();
    }
}
