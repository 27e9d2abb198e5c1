package io.quarkiverse.processmanager.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class HiddenProcessesTest {

    private final HiddenProcesses source = new HiddenProcesses(new SmallRyeConfigBuilder().addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(Map.of("quarkus.processes.db.port", "5432",
                    "quarkus.processes.\"db\".command", "postgres", "quarkus.processes.api.port", "9000", "color", "blue",
                    "greeting", "a ${color} sky", "quarkus.process-manager.shutdown-timeout", "5s"), "application", 250))
            .build(), Set.of("db"));

    @Test
    void nothingOfAReplacedProcessIsSeen() {
        assertThat(source.getValue("quarkus.processes.db.port")).isNull();
        assertThat(source.getValue("quarkus.processes.\"db\".command")).isNull();
    }

    @Test
    void expressionsCanUseAllOtherValues() {
        assertThat(source.getValue("quarkus.processes.api.port")).isEqualTo("9000");
        assertThat(source.getValue("greeting")).isEqualTo("a blue sky");
        assertThat(source.getValue("none")).isNull();
    }

    @Test
    void onlyTheCommonSettingsAreListed() {
        assertThat(source.getPropertyNames()).containsExactly("quarkus.process-manager.shutdown-timeout");
    }
}
