package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WitnessTest {

    private final Witness witness = new Witness();
    private final Set<String> ids = new LinkedHashSet<>(IntStream.range(0, 1_000).mapToObj(index -> "p" + index).toList());
    private final Set<String> starting = new LinkedHashSet<>(ids);
    private int checks;

    @Test
    void allOfThemAreCheckedOnlyWhenItHoldsForNone() {
        while (!starting.isEmpty()) {
            assertThat(isThere()).isTrue();
            ids.remove(starting.iterator().next());
            starting.remove(starting.iterator().next());
        }

        assertThat(isThere()).isFalse();
        assertThat(checks).isLessThan(3_000);
    }

    @Test
    void itHoldsAgain() {
        starting.clear();
        assertThat(isThere()).isFalse();

        starting.add("p7");

        assertThat(isThere()).isTrue();
    }

    private boolean isThere() {
        return witness.isThere(ids, id -> {
            checks++;
            return starting.contains(id);
        });
    }
}
