package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class SeedsTest {

    private final List<Long> seeds = new ArrayList<>();

    @Test
    void eachSeedIsRunOnceInOrder() {
        Seeds.each(3, seeds::add);

        assertThat(seeds).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aFailureNamesItsSeedAndEndsTheTest() {
        AssertionError cause = new AssertionError("no");

        assertThatThrownBy(() -> Seeds.each(3, seed -> failAtTwo(seed, cause)))
                .hasMessage("with seed 2, alone with -Dseed=2: no").hasCause(cause);

        assertThat(seeds).containsExactly(1L, 2L);
    }

    private void failAtTwo(long seed, AssertionError cause) {
        seeds.add(seed);
        if (seed == 2) {
            throw cause;
        }
    }
}
