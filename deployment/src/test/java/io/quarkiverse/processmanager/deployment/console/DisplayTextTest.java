package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.Style;

class DisplayTextTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DisplayText texts = new DisplayText(new Style(false, true));

    @Test
    void aStartOfSeveralProcessesIsShownUntilItsLastProcessIsReady() {
        assertThat(text("db STARTING", "api WAITING"))
                .isEqualTo("⠋ Starting: 0 of 2 ready, 0 s\n  db ◐ starting\n  api ◐ waiting");
        assertThat(text("db RUNNING", "api STARTING")).startsWith("⠋ Starting: 1 of 2 ready, 0 s\n");
        assertThat(text("db RUNNING", "api RUNNING")).isEqualTo("db ● api ●");
        assertThat(text("db RUNNING", "api STARTING")).isEqualTo("db ●  api ◐ starting");
    }

    @Test
    void theLinesAreAPartOfTheWindow() {
        assertThat(texts.of(rows("a STARTING", "b STARTING", "c STARTING", "d STARTING", "e STARTING"), NOW, 80, 12).text()
                .lines()).hasSize(3);
        assertThat(texts.of(rows("a STARTING", "b STARTING"), NOW, 80, 2).text().lines()).hasSize(1);
    }

    @Test
    void theEndComesBeforeAll() {
        texts.ends(NOW);

        assertThat(text("db STOPPING", "api STARTING")).startsWith("⠋ Stopping: 2 of 2 left, 0 s");
    }

    @Test
    void noProcessIsNoText() {
        assertThat(text()).isEmpty();
        texts.ends(NOW);
        assertThat(text()).isEmpty();
    }

    private String text(String... rows) {
        return texts.of(rows(rows), NOW, 80, 24).text();
    }

    private static List<Members> rows(String... rows) {
        List<Members> members = new ArrayList<>();
        for (String row : rows) {
            String[] parts = row.split(" ");
            members.add(new Members(Map.of("id", parts[0], "phase", parts[1], "state", parts[1], "pid", 7)));
        }
        return members;
    }
}
