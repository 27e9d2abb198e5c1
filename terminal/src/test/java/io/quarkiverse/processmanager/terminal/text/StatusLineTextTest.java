package io.quarkiverse.processmanager.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.StatusLineText.Shown;

class StatusLineTextTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
    private static final Style PLAIN = new Style(false, true);

    private final List<Members> rows = new ArrayList<>();

    @Test
    void theLineOfTheGuide() {
        row("db", "RUNNING").row("cache", "RUNNING").row("api", "WAITING", "blockedBy", List.of("db"))
                .row("worker", "BACKOFF", "down", true, "attempt", 3, "attempts", 5, "until", "2026-01-01T00:00:13.200Z");

        assertThat(line(200)).isEqualTo("db ● cache ●  api ◐ waiting for db  worker ✖ restart 3/5 in 4 s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "RUNNING  |       | -      | a ●",
            "RUNNING  | task  | -      | a ◐ running 9 s",
            "STARTING |       | -      | a ◐ starting 9 s",
            "STOPPING |       | -      | a ◐ stopping 9 s, KILL in 6 s",
            "KILLING  |       | -      | a ◐ being killed 9 s",
            "BACKOFF  |       | down   | a ✖ restart 2 in 6 s",
            "WAITING  |       | -      | a ◐ waiting for x, y +1",
            "FAILED   |       | down   | a ✖ needs x, y +1",
            "RUNNING  |       | down   | a ✖ unhealthy",
            "COMPLETED| task  | -      | a ✔",
            "STOPPED  |       | -      | a ○" })
    void eachPhaseHasASignAndWhatTheSignDoesNotSay(String phase, String kind, String down, String expected) {
        row("a", phase, "kind", kind == null ? "" : kind, "down", down != null, "since", "2026-01-01T00:00:00.900Z", "until",
                "2026-01-01T00:00:15.100Z", "attempt", 2, "blockedBy", List.of("x", "y", "z"));

        assertThat(line(200)).isEqualTo(expected);
    }

    @Test
    void aFailureShowsTheExit() {
        row("a", "FAILED", "down", true, "lastExit", Map.of("text", "exited with 3"));

        assertThat(line(80)).isEqualTo("a ✖ exited with 3");
    }

    @Test
    void aLongReasonIsCut() {
        row("web", "FAILED", "down", true, "lastExit",
                Map.of("text", "command not found: 'web' is in no directory of its PATH"));
        row("db", "RUNNING").row("cache", "RUNNING");
        assertThat(line(50)).isEqualTo("web ✖ command not found: 'web' is in no …  +2 up");

        row("worker", "BACKOFF", "down", true, "attempt", 3, "until", "2026-01-01T00:00:13.200Z");
        assertThat(line(80)).isEqualTo("web ✖ command not found: 'web' is in no…  worker ✖ restart 3 in 4 s  +2 up");
    }

    @Test
    void onlyALineWithATimeTicks() {
        row("a", "RUNNING").row("b", "WAITING", "blockedBy", List.of("c"));
        assertThat(shown(80, PLAIN).ticks()).isFalse();

        row("c", "STARTING", "since", "2026-01-01T00:00:00Z");
        assertThat(shown(80, PLAIN).ticks()).isTrue();
        assertThat(shown(16, PLAIN)).isEqualTo(new Shown("c ◐ b ◐  +1 up", false));
    }

    @Test
    void problemsComeFirstAndTheOthersAreCounted() {
        for (int index = 0; index < 12; index++) {
            row("service-" + index, "RUNNING");
        }
        row("seed", "COMPLETED").row("api", "WAITING", "blockedBy", List.of("worker")).row("worker", "BACKOFF", "down", true,
                "attempt", 3, "attempts", 5, "until", "2026-01-01T00:00:13.200Z");

        assertThat(line(80)).isEqualTo("worker ✖ restart 3/5 in 4 s  api ◐ waiting for worker  +12 up +1 done");
        assertThat(line(50)).isEqualTo("worker ✖ restart 3/5 in 4 s  api ◐  +12 up +1 done");
        assertThat(line(30)).isEqualTo("worker ✖ api ◐  +12 up +1 done");
        assertThat(line(24)).isEqualTo("worker ✖ api ◐  +13 more");
        assertThat(line(18)).isEqualTo("worker ✖  +14 more");
        assertThat(line(12)).isEqualTo("1 down  1 p…");
    }

    @Test
    void calmProcessesThatDoNotFitAreOnlyCounted() {
        for (int index = 0; index < 40; index++) {
            row("process-with-a-long-name-" + index, "RUNNING");
        }
        row("seed", "COMPLETED").row("admin", "STOPPED");

        assertThat(line(80)).isEqualTo("40 up  1 done  1 stopped");
        assertThat(line(8)).isEqualTo("40 up  …");
    }

    @Test
    void aLongIdLosesItsMiddleBeforeItIsCounted() {
        row("quarkus-integration-worker-17", "FAILED", "down", true, "blockedBy",
                List.of("a-very-long-name-of-a-dependency-of-it"));
        row("b-process-that-takes-the-rest-of-the-line", "RUNNING");

        assertThat(line(40)).isEqualTo("quarkus-integration-worker-17 ✖  +1 up");
        assertThat(line(28)).isEqualTo("quarkus-…rker-17 ✖  +1 up");
    }

    @Test
    void causesComeBeforeWhatTheyBlock() {
        row("web", "WAITING", "blockedBy", List.of("api")).row("api", "FAILED", "down", true, "blockedBy", List.of("db"))
                .row("seed", "RUNNING", "kind", "task").row("worker", "BACKOFF", "down", true, "attempt", 1)
                .row("db", "FAILED", "down", true, "lastExit", Map.of("text", "exited with 1"));

        assertThat(line(85)).isEqualTo("db ✖ exited with 1  worker ✖ restart 1  api ✖ needs db  seed ◐ running  web ◐");
    }

    @Test
    void withoutUnicodeTheSignsAreAscii() {
        row("a", "RUNNING").row("b", "STARTING").row("c", "FAILED", "down", true).row("d", "STOPPED").row("e", "COMPLETED")
                .row("f", "COMPLETED", "state", "SKIPPED");

        assertThat(shown(80, new Style(false, false)).text()).isEqualTo("a *  b ~ starting  c x failed  d o e + f -");
    }

    @Test
    void coloursTakeNoColumns() {
        row("a", "RUNNING").row("b", "FAILED", "down", true);

        assertThat(shown(15, new Style(true, true)).text())
                .isEqualTo("a \u001B[32m●\u001B[0m  b \u001B[31m✖\u001B[0m failed");
    }

    @Test
    void noWidthIsExceeded() {
        Random random = new Random(1);
        String[] phases = { "RUNNING", "STARTING", "WAITING", "FAILED", "BACKOFF", "STOPPING", "COMPLETED", "STOPPED" };
        for (int count = 0; count < 60; count++) {
            String phase = phases[random.nextInt(phases.length)];
            row("p" + count + "-".repeat(random.nextInt(40)), phase, "down", phase.equals("FAILED") || phase.equals("BACKOFF"),
                    "since", "2025-01-01T00:00:00Z", "until", "2027-01-01T00:00:00Z", "lastExit",
                    Map.of("text", "終了コード 1 👍 e\u0301"), "blockedBy", List.of("some-other-process", "another"));
            for (int width = 0; width < 120; width++) {
                assertThat(DisplayWidth.of(line(width))).isLessThanOrEqualTo(width);
            }
        }
    }

    private String line(int width) {
        return shown(width, PLAIN).text();
    }

    private Shown shown(int width, Style style) {
        return StatusLineText.of(rows, NOW, width, style);
    }

    private StatusLineTextTest row(String id, String phase, Object... members) {
        rows.add(members(id, phase, members));
        return this;
    }

    static Members members(String id, String phase, Object... members) {
        Map<String, Object> row = new HashMap<>(Map.of("id", id, "phase", phase, "state", phase));
        for (int index = 0; index < members.length; index += 2) {
            row.put((String) members[index], members[index + 1]);
        }
        return new Members(row);
    }
}
