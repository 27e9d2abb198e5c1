package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/** A definition from code, whose port the process manager chooses. */
class ChosenPortTest {

    private static ProcessSettings chosen(Consumer<HealthBuilder> health) {
        return ProcessSettings.of(ProcessDefinition.builder("web").command("node").port(0).health(health).build())
                .withPorts(OptionalInt.of(20001), Map.of());
    }

    private static Probe probe(Consumer<HealthBuilder> health) {
        return chosen(health).healthCheck().orElseThrow().probe();
    }

    @Test
    void theDefinitionHasThePort() {
        assertThat(chosen(health -> {
        }).port()).hasValue(20001);
    }

    @Test
    void theInferredCheckConnectsToThePort() {
        assertThat(probe(health -> {
        })).isEqualTo(new TcpProbe("localhost", 20001));
    }

    @Test
    void aPathIsRequestedOnThePort() {
        assertThat(((HttpProbe) probe(health -> health.host("::1").path("/a:0/b"))).url())
                .isEqualTo(URI.create("http://[::1]:20001/a:0/b"));
        assertThat(((HttpProbe) probe(health -> health.url("/health"))).url())
                .isEqualTo(URI.create("http://localhost:20001/health"));
    }

    @Test
    void aCheckOfAnotherPortStays() {
        assertThat(probe(health -> health.port(8080))).isEqualTo(new TcpProbe("localhost", 8080));
    }

    @Test
    void theProcessReceivesEachPortAsAVariable() {
        ProcessDefinition definition = ProcessDefinition.builder("web").command("node").port(80).port("admin-ui", 90).build();

        assertThat(ListenSettings.variables(definition)).isEqualTo(Map.of("PORT", "80", "PORT_ADMIN_UI", "90"));
        assertThat(CommandSettings.of("x").withDefaults(Map.of("A", "1")).environment()).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void theCheckUsesTheHostOfTheProcess() {
        ProcessDefinition definition = ProcessDefinition.builder("web").command("node").port(80).host("web.example.org")
                .build();

        assertThat(definition.healthCheck().orElseThrow().probe()).isEqualTo(new TcpProbe("web.example.org", 80));
    }
}
