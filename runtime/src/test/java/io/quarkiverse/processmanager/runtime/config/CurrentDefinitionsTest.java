package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.smallrye.config.SmallRyeConfig;

/** A running application reads its definitions again; {@link EveryKeyTest} shows that no setting is lost. */
class CurrentDefinitionsTest {

    private final Configured configured = Configured
            .with("ui.command=vite --port ${ui.port}", "ui.env.API=http://localhost:${port}",
                    "ui.env.PRICE=5$$", "ui.health.url=http://localhost:${port}/x", "ui.args[0]=a,b", "ui.args[1]=${port}")
            .andVariable("QUARKUS_PROCESSES_UI_NAME", "The UI").andGlobal("ui.port=5173", "%dev.ui.port=5174");
    private final Later later = new Later();
    private final SmallRyeConfig config = configured.configuration(later);

    @Test
    void aValueThatTheStartHasMadeKnownIsInTheDefinition() {
        ProcessDefinition before = definition();

        later.values.put("port", "4711");
        ProcessDefinition after = definition();

        assertThat(before.command().environment()).containsEntry("API", "http://localhost:1");
        assertThat(after.command().environment()).containsEntry("API", "http://localhost:4711");
        assertThat(after.command().words()).containsExactly("vite", "--port", "5174", "a,b", "4711");
        assertThat(after.healthCheck().orElseThrow().probe().toString()).contains("http://localhost:4711/x");
    }

    @Test
    void profilesVariablesAndDollarSignsMeanTheSameAsAtTheStart() {
        ProcessDefinition definition = definition();

        assertThat(definition.name()).isEqualTo("The UI");
        assertThat(definition.command().environment()).containsEntry("PRICE", "5$");
    }

    private ProcessDefinition definition() {
        Definitions definitions = configured.readAgain(config);
        assertThat(definitions.problems()).isEmpty();
        return definitions.all().get(0);
    }

    /** A value that changes, as that of {@code quarkus.http.port} does. */
    private static final class Later implements ConfigSource {

        private final Map<String, String> values = new TreeMap<>(Map.of("port", "1"));

        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "later";
        }
    }
}
