package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.Execution.Isolation;

class ExecutionSettingsTest {

    @Test
    void theDefaultIsOne() {
        assertThat(ExecutionSettings.isDefault(ExecutionSettings.DEFAULT)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("othersThanTheDefault")
    void eachSettingCounts(ExecutionSettings other) {
        assertThat(ExecutionSettings.isDefault(other)).isEqualTo(other.equals(ExecutionSettings.DEFAULT)).isFalse();
    }

    /** As many as the record has components. */
    @Test
    void noSettingIsMissingAbove() {
        assertThat(othersThanTheDefault()).hasSameSizeAs(ExecutionSettings.class.getRecordComponents());
    }

    private static Stream<ExecutionSettings> othersThanTheDefault() {
        Optional<String> none = Optional.empty();
        OptionalInt normal = OptionalInt.empty();
        return Stream.of(new ExecutionSettings(Optional.of("app"), none, none, normal, Map.of(), Isolation.SESSION, false),
                new ExecutionSettings(none, Optional.of("app"), none, normal, Map.of(), Isolation.SESSION, false),
                new ExecutionSettings(none, none, Optional.of("027"), normal, Map.of(), Isolation.SESSION, false),
                new ExecutionSettings(none, none, none, OptionalInt.of(5), Map.of(), Isolation.SESSION, false),
                new ExecutionSettings(none, none, none, normal, Map.of("nofile", "1024"), Isolation.SESSION, false),
                new ExecutionSettings(none, none, none, normal, Map.of(), Isolation.CGROUP, false),
                new ExecutionSettings(none, none, none, normal, Map.of(), Isolation.SESSION, true));
    }
}
