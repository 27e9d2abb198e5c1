package io.quarkiverse.processmanager.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.program.Json;
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
        Members line = new Members(Map.of("text", "\u001B[31mred\u001B[0m\u001B[2J\u001B]0;title\u0007 text\u001B[6n\r"));

        assertThat(OutputText.text(line, true)).isEqualTo("\u001B[31mred\u001B[0m text\u001B[0m");
        assertThat(OutputText.text(line, false)).isEqualTo("red text");
    }

    private static Members json(String text) {
        return new Members((Map<?, ?>) Json.parse(text));
    }

    @Test
    void thePlanHasAReasonForEachPlace() {
        assertThat(PlanText.lines(json("""
                {"steps":[{"id":"db","step":1,"startPhase":"BEFORE_APP","auto":true,"waitsFor":[]},\
                {"id":"seed","step":2,"startPhase":"WITH_APP","auto":false,"startedBy":["api"],\
                "waitsFor":[{"id":"db","condition":"healthy"}]},\
                {"id":"api","step":3,"startPhase":"WITH_APP","auto":true,\
                "waitsFor":[{"id":"db","condition":"running"},{"id":"seed","condition":"completed"}]},\
                {"id":"ui","step":4,"startPhase":"AFTER_APP","auto":true,"waitsFor":[{"id":"api","condition":"started"}]},\
                {"id":"report","step":null,"startPhase":"WITH_APP","auto":false,"startedBy":[],"waitsFor":[]}]}""")))
                .containsExactly(
                        "STEP  ID      STARTS",
                        "1     db      at once; the application waits for it",
                        "2     seed    when db is healthy, because api needs it",
                        "3     api     when db is running and seed has completed",
                        "4     ui      when the application accepts requests and api has started",
                        "-     report  when a command starts it");
    }

    @Test
    void withoutProcessesEachViewOfAllSaysHowToDeclareOne() {
        String none = "The application has no processes; quarkus.processes.<id>.command declares one.";

        assertThat(ListText.lines(json("{\"processes\":[]}"), Instant.EPOCH)).containsExactly(none);
        assertThat(PlanText.lines(json("{\"steps\":[]}"))).containsExactly(none);
        assertThat(GraphText.tree(List.of(), false)).containsExactly(none);
    }

    @Test
    void aLongIdLeavesRoomForTheReason() {
        Members list = json("{\"processes\":[{\"id\":\"gateway-of-the-far-away-12\",\"state\":\"FAILED\",\"why\":\"gone\"}]}");

        assertThat(ListText.lines(list, Instant.EPOCH, 80).get(1))
                .isEqualTo("gateway-o...-away-12  failed  -    -     -    -       -       0         gone");
        assertThat(ListText.lines(list, Instant.EPOCH).get(1)).startsWith("gateway-of-the-far-away-12  failed");
    }

    @Test
    void oneLineThatIsLeftOutHasASingular() {
        assertThat(OutputText.leftOut(1)).isEqualTo("... 1 line is left out ...");
        assertThat(OutputText.leftOut(21_568)).isEqualTo("... 21,568 lines are left out ...");
    }

    @Test
    void aLineOfTheListThatIsLongerThanTheTerminalIsCut() {
        Members list = json("{\"processes\":[{\"id\":\"db\",\"state\":\"FAILED\",\"why\":\"exited with 4 after 3 s\"}]}");

        assertThat(ListText.lines(list, Instant.EPOCH, 66)).containsExactly(
                "ID  STATE   PID  PORT  CPU  MEMORY  UPTIME  RESTARTS  WHY",
                "db  failed  -    -     -    -       -       0         exited wi...");
    }

    @Test
    void aReasonThatBeginsWithTheStateStandsAlone() {
        assertThat(Rows.outcome("db", "stopped", "stopped on request")).isEqualTo("db: stopped on request");
        assertThat(Rows.outcome("db", "running", "up")).isEqualTo("db: running (up)");
        assertThat(Rows.outcome("db", "done", "exited with 0")).isEqualTo("db: done (exited with 0)");
    }

    @Test
    void theStatusHasEachValueOfWhichThereIsOne() {
        assertThat(StatusText.lines(json("""
                {"id":"db","state":"RUNNING","health":"HEALTHY","why":"up","pid":7,"startedAt":"1970-01-01T00:00:00Z",\
                "restarts":1,"command":["x","y"],"shell":true,"environment":{"A":"b\\u001b[2J"},\
                "checks":[{"time":"t1","ok":true,"detail":"1"},{"time":"t2","ok":true,"detail":"2"},\
                {"time":"t3","ok":true,"detail":"3"},{"time":"1970-01-01T00:01:00.403457209Z","ok":false,"detail":"4"}],\
                "livenessChecks":[{"time":"t5","ok":false,"detail":"5"}]}"""),
                Instant.ofEpochSecond(61)))
                .containsExactly("db: running, healthy (up)", "  pid         7", "  uptime      1m 1s", "  restarts    1",
                        "  command     sh -c x y", "  env         A=b", "  check       t2 ok: 2", "  check       t3 ok: 3",
                        "  check       1970-01-01T00:01:00.403Z failed: 4", "  liveness    t5 failed: 5");
    }
}
