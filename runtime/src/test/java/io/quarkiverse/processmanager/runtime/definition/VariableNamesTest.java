package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

class VariableNamesTest {

    @Test
    void namesThatDifferInCaseAreOneVariableOnWindows() {
        assertThat(DefinitionCheck.sameName(new TreeSet<>(Set.of("PATH", "Path", "A"))))
                .contains("'PATH' and 'Path' are the same variable on Windows; keep one of them");
        assertThat(DefinitionCheck.sameName(Set.of("A", "AB"))).isEmpty();
    }
}
