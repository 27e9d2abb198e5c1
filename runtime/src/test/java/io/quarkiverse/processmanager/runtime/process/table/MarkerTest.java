package io.quarkiverse.processmanager.runtime.process.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class MarkerTest {

    private static final RunnerId RUNNER = new RunnerId(new ProcessId(7, 1_000), "cafe");
    private static final RunnerId OTHER = new RunnerId(new ProcessId(7, 1_000), "caff");

    @Test
    void eachTreeOfARunnerHasALimitOfItsOwn() {
        List<Long> limits = LongStream.range(0, 2_000).mapToObj(number -> Marker.of(RUNNER, number, "web").lockLimit())
                .toList();

        assertThat(limits).doesNotHaveDuplicates().allMatch(limit -> Marker.isLockLimit(limit, RUNNER.variable()))
                .noneMatch(limit -> Marker.isLockLimit(limit, OTHER.variable()))
                .allMatch(limit -> limit.toString().matches(Marker.lockLimits(RUNNER.variable())));
    }

    @Test
    void aLimitHasEighteenDigits() {
        for (int nonce = 0; nonce < 1_000; nonce++) {
            RunnerId runner = new RunnerId(RUNNER.process(), Integer.toHexString(nonce * 7_777_777));

            assertThat(Long.toString(Marker.of(runner, nonce, "web").lockLimit())).hasSize(18);
        }
    }

    @Test
    void aDetachedProcessHasTheSameLimitInEachRun() {
        assertThat(Marker.ofDetached("1234", "db").lockLimit()).isEqualTo(Marker.ofDetached("1234", "db").lockLimit())
                .isNotEqualTo(Marker.ofDetached("1234", "db2").lockLimit())
                .isNotEqualTo(Marker.ofDetached("1235", "db").lockLimit());
    }
}
