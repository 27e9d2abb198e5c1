package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.Outcome;

/** The patterns in the documentation, and their table. */
class PatternsTest {

    private static final Path PAGE = Path.of("../docs/modules/ROOT/pages/includes/pattern-table.adoc");

    @Test
    void tableInTheDocumentationIsTheOneOfTheCode() throws IOException {
        String wanted = render();
        String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(found).as("%s was out of date and has been generated again: check and commit it", PAGE)
                .isEqualTo(wanted);
    }

    @Test
    void propertiesDoWhatThePageSays() throws IOException {
        Map<String, ProcessDefinition> definitions = new TreeMap<>();
        ExamplesTest.read("patterns.properties").all().forEach(definition -> definitions.put(definition.id(), definition));

        assertThat(definitions.get("web").healthCheck().orElseThrow().probe())
                .isEqualTo(HttpProbe.get("http://localhost:3000/health"));
        assertThat(definitions.get("shop").healthCheck().orElseThrow().probe())
                .isEqualTo(HttpProbe.get("http://localhost:3001/ready"));
        assertThat(definitions.get("shop").pattern().orElseThrow().settings()).containsOnlyKeys("kind", "url-scheme");
        assertThat(definitions.get("ui").healthCheck().orElseThrow().probe()).isEqualTo(new TcpProbe("localhost", 5173));
        assertThat(definitions.get("ui").command().environment()).containsEntry("BROWSER", "none");
    }

    @Test
    void codeDoesWhatThePageSays() {
        assertThat(Patterns.webServer().healthCheck().orElseThrow().schedule().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Patterns.database().start().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Patterns.worker().restart().max()).hasValue(5);
        assertThat(Patterns.blockchainNode().start().timeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anOwnPatternCanBuildOnAnother() {
        ProcessDefinition orders = ProcessDefinition.builder("orders", new Sidecar()).command("x").port(1).build();

        assertThat(orders.healthCheck().orElseThrow().probe())
                .isEqualTo(HttpProbe.get("http://localhost:1/q/health/ready"));
        assertThat(orders.pattern().orElseThrow().settings()).containsKeys("health.interval", "stop.signal");
    }

    private static String render() {
        StringBuilder table = new StringBuilder("[cols=\"1,3\", options=\"header\"]\n|===\n|Pattern |Defaults\n");
        for (ProcessPattern pattern : ProcessPatterns.all()) {
            Map<String, String> settings = Outcome.of(ProcessDefinition.builder("p", pattern)).definition().pattern()
                    .orElseThrow()
                    .settings();
            table.append("\n|`").append(pattern.name()).append("`\n|")
                    .append(settings.entrySet().stream().map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return table.append("|===\n").toString();
    }
}
