package io.quarkiverse.processmanager.terminal.text;

import static io.quarkiverse.processmanager.terminal.text.StatusLineTextTest.members;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;

class ProgressTextTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = BEGUN.plusMillis(4_200);
    private static final Style PLAIN = new Style(false, true);

    private final List<Members> rows = new ArrayList<>();

    @Test
    void aStartNamesWhatIsAwaitedAndCountsWhatIsReady() {
        row("db", "STARTING", "since", "2026-01-01T00:00:02Z").row("cache", "RUNNING").row("seed", "COMPLETED")
                .row("api", "WAITING", "blockedBy", List.of("db"))
                .row("worker", "BACKOFF", "down", true, "attempt", 1, "attempts", 5, "until", "2026-01-01T00:00:05Z")
                .row("bad", "FAILED", "down", true).row("admin", "STOPPED");

        assertThat(start(80, 6)).containsExactly("⠼ Starting: 2 of 6 ready, 4 s", "  worker ✖ restart 1/5 in 1 s",
                "  db ◐ starting 2 s", "  api ◐ waiting for db", "  bad ✖ failed");
        assertThat(start(80, 3)).containsExactly("⠼ Starting: 2 of 6 ready, 4 s", "  worker ✖ restart 1/5 in 1 s",
                "  +3 more");
        assertThat(start(80, 1)).containsExactly("⠼ Starting: 2 of 6 ready, 4 s");
        assertThat(start(16, 5)).containsExactly("⠼ Starting: 2 o…", "  worker ✖ rest…", "  db ◐ starting…",
                "  api ◐ waiting…", "  bad ✖ failed");
    }

    @Test
    void aStopNamesTheKillAndWhatFollows() {
        row("db", "RUNNING", "pid", 7).row("api", "STOPPING", "pid", 8, "since", "2026-01-01T00:00:00Z", "until",
                "2026-01-01T00:00:10Z").row("web", "STOPPED").row("own", "RUNNING", "pid", 9, "detached", true);

        assertThat(stop(6)).containsExactly("⠼ Stopping: 2 of 4 left, 4 s; Ctrl-C kills them at once",
                "  api ◐ stopping 4 s, KILL in 6 s", "  then db");
        assertThat(stop(2)).hasSize(2);
    }

    @Test
    void withoutALivingProcessAStopShowsNothing() {
        row("db", "STOPPED").row("own", "RUNNING", "pid", 9, "detached", true);

        assertThat(new ProgressText(BEGUN, 80, 6, PLAIN).stop(rows, NOW).text()).isEmpty();
    }

    @Test
    void aStartHasSeveralProcesses() {
        row("db", "STARTING").row("cache", "RUNNING");
        assertThat(ProgressText.isStart(rows)).isFalse();

        row("api", "WAITING");
        assertThat(ProgressText.isStart(rows)).isTrue();
    }

    @Test
    void aStartEndsWithTheLastProcessThatMoves() {
        row("db", "BACKOFF", "attempt", 1).row("api", "WAITING");
        assertThat(ProgressText.goesOn(rows)).isTrue();

        rows.clear();
        row("db", "BACKOFF", "attempt", 2).row("api", "WAITING").row("web", "RUNNING").row("bad", "FAILED");
        assertThat(ProgressText.goesOn(rows)).isFalse();
        assertThat(ProgressText.isStart(rows)).isFalse();

        row("seed", "RUNNING", "kind", "task");
        assertThat(ProgressText.goesOn(rows)).isTrue();
    }

    @Test
    void withoutUnicodeItIsAscii() {
        row("db", "STARTING").row("api", "WAITING", "blockedBy", List.of("db"));

        assertThat(new ProgressText(BEGUN, 80, 6, new Style(false, false)).start(rows, NOW).text())
                .isEqualTo("| Starting: 0 of 2 ready, 4 s\n  db ~ starting\n  api ~ waiting for db");
    }

    private List<String> start(int width, int height) {
        return List.of(new ProgressText(BEGUN, width, height, PLAIN).start(rows, NOW).text().split("\n"));
    }

    private List<String> stop(int height) {
        return List.of(new ProgressText(BEGUN, 80, height, PLAIN).stop(rows, NOW).text().split("\n"));
    }

    private ProgressTextTest row(String id, String phase, Object... members) {
        rows.add(members(id, phase, members));
        return this;
    }
}
