package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

/** What the user sees, line by line. */
class ScreensTest {

    private final Model model = Sample.model();

    private static void assertScreen(List<String> screen, String expected) {
        assertThat(String.join("\n", screen).stripTrailing()).isEqualTo(expected.stripTrailing());
    }

    @Test
    void aWindowOf80x24HasTheTableAboveTheLog() {
        Sample.log(model, List.of("\u001B[32mready\u001B[0m to accept connections", "日本語 のログ 🎉 done", "tab\there",
                "👨‍👩‍👦 family, 🇫🇷 flag", "\u001B]0;title\u0007no title", "\u001B[2Jno clear\u001B[1;1H, no move\r\u0000"));

        assertScreen(Sample.screen(model, 80, 24), """
                 shop  5 processes, 3 up, 1 down                                    sort: start
                   ID      STATE   HEALTH   PID PORTS    CPU MEMORY UPTIME RST WHY
                 ● db      running healthy 4711  5432  0.3 % 120 MB  3m 4s   0 healthy
                 ● cache   running healthy 4712  5432 12.5 %  34 MB    59s   2 healthy
                 ✔ migrate done    -          -     -      -      -      -   0 exited with 0
                 ✖ worker  backoff -          -     -      -      -      -   3 exit 1 after 3.2…
                 ◐ api     waiting -          -     -      -      -      -   0 waiting for work…
                ── db: healthy ───────────────────────────────────────────────────── following ─
                ready to accept connections
                日本語 のログ 🎉 done
                tab     here
                👨👩👦 family, FR flag
                no title
                no clear, no move









                 ? keys  Tab log  s start  x stop  r restart  / search  f filter  a all logs  …
                """);
    }

    @Test
    void theLargestReasonIsInTheTitleOfTheLog() {
        Sample.type(model, "jjj");

        assertThat(Sample.screen(model, 80, 24).get(7))
                .isEqualTo("── worker: exit 1 after 3.2 s, attempt 3 of 5, next start in 4.1 s ─ following ─");
    }

    @Test
    void theSmallestWindowKeepsTheIdTheStateAndTheReason() {
        assertScreen(Sample.screen(model, 40, 8), """
                 shop  5 processes, 3 up, 1 down
                   ID      STATE   HEALTH  WHY
                 ● db      running healthy healthy
                 ● cache   running healthy healthy
                ── db: healthy ───────────── following ─


                 ? keys  Tab log  s start  x stop  r r…
                """);
    }

    @Test
    void aWindowThatIsTooSmallSaysSo() {
        assertScreen(Sample.screen(model, 39, 7), "too small: 39x7, needs 40x8");
    }

    @Test
    void withoutUtf8TheSignsAreAscii() {
        Model ascii = new Model(new MonitorOptions("shop", false, false, false, Optional.of("api")));
        ascii.resized(80, 12);
        ascii.rows(Sample.rows(Sample.shop()));

        assertScreen(Sample.screen(ascii, 80, 12), """
                 shop  5 processes, 3 up, 1 down                                    sort: start
                   ID      STATE   HEALTH   PID PORTS    CPU MEMORY UPTIME RST WHY
                 * cache   running healthy 4712  5432 12.5 %  34 MB    59s   2 healthy
                 + migrate done    -          -     -      -      -      -   0 exited with 0
                 x worker  backoff -          -     -      -      -      -   3 exit 1 after 3.2~
                 ~ api     waiting -          -     -      -      -      -   0 waiting for work~
                -- api: waiting for worker (restarting) ---------------------------- following -




                 ? keys  Tab log  s start  x stop  r restart  / search  f filter  a all logs  ~
                """);
    }

    @Test
    void theTimeUntilTheNextStartAndTheKillIsInTheTable() {
        Map<String, Object> restarting = Sample.row("worker", "BACKOFF", "UNCHECKED", "exited with 1");
        restarting.put("until", Sample.NOW.plusMillis(3_100).toString());
        Map<String, Object> stopping = Sample.row("db", "STOPPING", "UNCHECKED", "stopped on request");
        stopping.put("until", Sample.NOW.plusSeconds(6).toString());
        model.rows(Sample.rows(List.of(restarting, stopping)));

        assertThat(Sample.screen(model, 80, 24).subList(1, 4)).containsExactly(
                "   ID     STATE    HEALTH PID PORTS CPU MEMORY  UPTIME RST WHY",
                " ✖ worker backoff  -        -     -   -      -   in 4s   0 exited with 1",
                " ◐ db     stopping -        -     -   -      - kill 6s   0 stopped on request");
        assertThat(model.table().shown()).allMatch(TableRow::ticks);
    }

    @Test
    void theTreeShowsWhatBlocksWhat() {
        Sample.type(model, "t");

        assertThat(Sample.screen(model, 80, 24).subList(7, 14)).containsExactly(
                "── dependencies: each process with what it depends on ─────────────── q closes ─",
                " ◐ api waiting, blocked by worker",
                " ├─ ● db running, healthy",
                " ├─ ✔ migrate done",
                " │  └─ ● db running, healthy",
                " └─ ✖ worker backoff, must be running for api",
                "    └─ ● cache running, healthy");
    }

    @Test
    void theMergedLogHasTheIdsInFrontOfTheLines() {
        Sample.type(model, "a");
        model.lines(2,
                List.of(new LogLine("db", "ready", false), new LogLine("migrate", "... 7 lines are left out ...", true)));

        assertThat(Sample.screen(model, 80, 24).subList(7, 10)).containsExactly(
                "── all logs ──────────────────────────────────────────────────────── following ─",
                "db      │ ready",
                "migrate │ ... 7 lines are left out ...");
    }

    @Test
    void aReasonThatIsLongerThanTheScreenIsBroken() {
        Sample.type(model, "w");
        model.causes("db", List.of(new Members(Map.of("id", "db", "phase", "FAILED", "state", "FAILED", "down", true, "why",
                "command not found: 'postgres' is in none of the 11 directories of PATH; " + "/very/long".repeat(9),
                "lastLines", List.of("FATAL: no space")))));

        assertThat(Sample.screen(model, 80, 24).subList(8, 12)).containsExactly(
                " ✖ db has failed: command not found: 'postgres' is in none of the 11",
                "      directories of PATH;",
                "      " + "/very/long".repeat(9).substring(0, 74),
                "      " + "/very/long".repeat(9).substring(74));
        assertThat(Sample.screen(model, 80, 24).get(12)).isEqualTo("     FATAL: no space");
    }

    @Test
    void aPromptIsInTheLastLine() {
        Sample.type(model, "K");

        assertThat(Sample.screen(model, 80, 24).get(23)).isEqualTo("kill 'db' with its process tree at once? (y/n)");
    }

    @Test
    void aPromptInANarrowWindowKeepsItsEndAndTheTypedText() {
        Sample.type(model, "K");
        assertThat(Sample.screen(model, 40, 8).get(7)).isEqualTo("kill 'db'? (y/n)");
        Sample.type(model, "n", "S", "abcdefghijkl");
        assertThat(Sample.screen(model, 40, 8).get(7)).isEqualTo("signal for 'db', such as HUP: defghijkl");
    }

    @Test
    void aPromptAboutALongIdKeepsTheEndOfTheId() {
        String id = "very-long-process-name-of-the-billing-department-";
        model.prompt(new Prompt(Prompt.Kind.KILL, id + "39", "", ""));
        assertThat(Sample.screen(model, 80, 24).get(23)).isEqualTo("kill '" + id + "39'? (y/n)");
        assertThat(Sample.screen(model, 40, 8).get(7)).startsWith("kill 'very").endsWith("39'? (y/n)");
    }

    @Test
    void anApplicationThatHasEndedIsInTheFirstLine() {
        model.lost("the connection is lost: the application has ended");

        assertThat(Sample.screen(model, 80, 24).get(0))
                .isEqualTo(" shop: waiting for the application; the connection is lost: the application has…");
    }

    @Test
    void fortyProcessesWithLongNamesKeepTheSelectionVisible() {
        model.rows(Sample.rows(IntStream.range(0, 40)
                .mapToObj(index -> Sample.row("process-with-a-very-long-name-" + index, "RUNNING", "UNCHECKED", "up"))
                .toList()));
        Sample.type(model, "<END>");

        List<String> screen = Sample.screen(model, 200, 60);

        assertThat(screen).allMatch(line -> line.length() <= 200);
        assertThat(screen.get(29)).startsWith(" ● process-with-a-very-long-name-39 running");
        assertThat(screen.get(30)).startsWith("── process-with-a-very-long-name-39: up ──");
    }
}
