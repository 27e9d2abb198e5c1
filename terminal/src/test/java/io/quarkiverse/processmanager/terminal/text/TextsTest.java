package io.quarkiverse.processmanager.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;

/** The graph, durations, and text of processes. */
class TextsTest {

    private static final List<Members> ROWS = List.of(row("db", List.of("api", "web")), row("api", List.of("web"), "db"),
            row("web", List.of(), "api", "db"));

    private static Members row(String id, List<String> dependents, String... waits) {
        return new Members(Map.of("id", id, "state", "RUNNING", "health", "HEALTHY", "dependents", dependents, "dependsOn",
                List.of(waits).stream().map(wait -> Map.of("id", wait, "condition", "healthy", "met", true)).toList()));
    }

    @Test
    void theTreeHasTheDependenciesBelowEachProcess() {
        assertThat(GraphText.tree(ROWS, false)).containsExactly("web: running, healthy", "├─ api: running, healthy",
                "│  └─ db: running, healthy", "└─ db: running, healthy");
        assertThat(GraphText.tree(ROWS, true)).containsExactly("web: running, healthy", "|- api: running, healthy",
                "|  `- db: running, healthy", "`- db: running, healthy");
    }

    @Test
    void theMermaidDiagramHasAnArrowToEachDependency() {
        assertThat(GraphText.mermaid(ROWS)).containsExactly("graph TD", "    p0[\"db<br/>running, healthy\"]",
                "    p1[\"api<br/>running, healthy\"]", "    p2[\"web<br/>running, healthy\"]", "    p1 -->|healthy| p0",
                "    p2 -->|healthy| p1", "    p2 -->|healthy| p0");
    }

    @Test
    void durationsAreReadAndWrittenAsPeopleDo() {
        assertThat(List.of("500ms", "10s", "5m", "2h", "3")).map(Durations::parse).containsExactly(Duration.ofMillis(500),
                Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofSeconds(3));
        assertThat(List.of(12L, 184L, 7500L, 266_400L)).map(Duration::ofSeconds).map(Durations::text)
                .containsExactly("12s", "3m 4s", "2h 5m", "3d 2h");
        assertThatThrownBy(() -> Durations.parse("-1s")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyColoursReachTheTerminal() {
        String hostile = "\u001B[31mred\u001B[0m\u001B[2J\u001B]0;title\u0007\u001B[6n\u001Bc\rgone\u009B2J\ttab\u001B";

        assertThat(SafeText.of(hostile, true)).isEqualTo("\u001B[31mred\u001B[0mgone2J\ttab\u001B[0m");
        assertThat(SafeText.of(hostile, false)).isEqualTo("redgone2J\ttab");
        assertThat(SafeText.of("plain", true)).isEqualTo("plain");
    }
}
