package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.Areas.Zoom;
import io.quarkiverse.processmanager.terminal.monitor.Input.Gesture;
import io.quarkiverse.processmanager.terminal.monitor.Input.Mouse;
import io.quarkiverse.processmanager.terminal.monitor.Input.Paste;
import io.quarkiverse.processmanager.terminal.monitor.log.LogBuffer;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

/** Each key, without a terminal, a thread or a time. */
class KeyRulesTest {

    private final Model model = Sample.model();

    private String selected() {
        return model.selection().orElseThrow().id();
    }

    private List<Effect> type(String... keys) {
        return Sample.type(model, keys);
    }

    private List<Effect> mouse(Gesture gesture, int row) {
        return new KeyRules(model).apply(new Mouse(gesture, 5, row));
    }

    private List<Effect> paste(String text) {
        return new KeyRules(model).apply(new Paste(text));
    }

    private void longLog() {
        Sample.log(model, IntStream.range(0, 100).mapToObj(number -> "line " + number).toList());
    }

    private String firstLine() {
        return Sample.screen(model, 80, 24).get(8);
    }

    @Test
    void movesTheSelectionAndShowsItsLog() {
        assertThat(type("j")).containsExactly(new Effect.ShowLog(2, List.of("cache")));
        assertThat(type("<DOWN>")).containsExactly(new Effect.ShowLog(3, List.of("migrate")));
        assertThat(type("k", "<UP>")).last().isEqualTo(new Effect.ShowLog(5, List.of("db")));
        assertThat(type("k")).isEmpty();

        type("<END>");
        assertThat(selected()).isEqualTo("api");
        type("<HOME>");
        assertThat(selected()).isEqualTo("db");
        type("<PAGE_DOWN>");
        assertThat(selected()).isEqualTo("api");
        type("<PAGE_UP>");
        assertThat(selected()).isEqualTo("db");
    }

    @Test
    void tabLetsTheSameKeysScrollTheLog() {
        longLog();
        assertThat(firstLine()).isEqualTo("line 85");

        type("<TAB>", "k");
        assertThat(firstLine()).isEqualTo("line 84");
        type("<PAGE_UP>");
        assertThat(firstLine()).isEqualTo("line 70");
        type("<HOME>");
        assertThat(firstLine()).isEqualTo("line 0");
        type("<DOWN>", "<PAGE_DOWN>");
        assertThat(firstLine()).isEqualTo("line 15");
        assertThat(model.log().isFollowing()).isFalse();
        type("<END>");
        assertThat(firstLine()).isEqualTo("line 85");
        assertThat(model.log().isFollowing()).isTrue();
        type("<TAB>", "j");
        assertThat(selected()).isEqualTo("cache");
    }

    @Test
    void scrollingToTheEndFollowsAgain() {
        longLog();

        type("<TAB>", "k", "j");

        assertThat(model.log().isFollowing()).isTrue();
    }

    @Test
    void fStopsAndResumesFollowing() {
        longLog();

        type("F");
        Sample.log(model, List.of("new"));
        assertThat(firstLine()).isEqualTo("line 85");
        assertThat(Sample.screen(model, 80, 24).get(7)).endsWith(" 1 below ─");
        type("F");

        assertThat(firstLine()).isEqualTo("line 86");
    }

    @Test
    void aLogThatDoesNotFollowKeepsItsLinesAndIsAskedForAgain() {
        longLog();
        type("<TAB>", "<HOME>");
        Sample.log(model, IntStream.range(100, LogBuffer.MOST_LINES + 7).mapToObj(number -> "line " + number).toList());
        assertThat(firstLine()).isEqualTo("line 0");
        assertThat(Sample.screen(model, 80, 24).get(7)).endsWith(" " + (LogBuffer.MOST_LINES + 7 - 15) + " below ─");

        assertThat(type("F")).containsExactly(new Effect.ShowLog(2, List.of("db")));
    }

    @Test
    void arrowsScrollLongLinesSideways() {
        Sample.log(model, List.of("0123456789012345678日本"));

        type("<RIGHT>");
        assertThat(firstLine()).isEqualTo("012345678日本");
        type("<RIGHT>");
        assertThat(firstLine()).isEqualTo(" 本");
        type("<LEFT>", "<LEFT>", "<LEFT>");
        assertThat(firstLine()).isEqualTo("0123456789012345678日本");
    }

    @Test
    void enterAndZZoomThePaneWithTheFocus() {
        type("<ENTER>");
        assertThat(model.zoom()).isEqualTo(Zoom.TABLE);
        type("<TAB>");
        assertThat(model.zoom()).isEqualTo(Zoom.LOWER);
        type("z");
        assertThat(model.zoom()).isEqualTo(Zoom.NONE);
        type("z", "q");
        assertThat(model.zoom()).isEqualTo(Zoom.NONE);
    }

    @Test
    void sendsTheCommandsThatThePhaseAllows() {
        assertThat(type("x")).containsExactly(new Effect.Order("stop", "db", Map.of()));
        assertThat(type("r")).containsExactly(new Effect.Order("restart", "db", Map.of()));
        assertThat(type("s")).isEmpty();
        assertThat(model.notice().text()).isEqualTo("cannot start process 'db': it is running");

        type("j", "j");
        assertThat(type("s")).containsExactly(new Effect.Order("start", "migrate", Map.of()));
        assertThat(type("x")).isEmpty();
        assertThat(model.notice().text()).isEqualTo("cannot stop process 'migrate': it is done");
        type("<END>");
        assertThat(type("s")).as("a process that waits").containsExactly(new Effect.Order("start", "api", Map.of()));
    }

    @Test
    void killAsksBefore() {
        assertThat(type("K", "n")).isEmpty();
        assertThat(model.notice().text()).isEqualTo("'db' is not killed");
        assertThat(type("K", "<ENTER>", "K", "<ESCAPE>")).isEmpty();
        assertThat(type("K", "y")).containsExactly(new Effect.Order("stop", "db", Map.of("force", true)));

        type("<END>", "K");
        assertThat(model.prompt().isOpen()).isFalse();
        assertThat(model.notice().text()).isEqualTo("cannot kill process 'api': it is waiting");
    }

    @Test
    void killIsAboutTheProcessOfTheQuestion() {
        type("K");
        model.rows(Sample.rows(List.of(Sample.shop().get(1))));

        assertThat(type("y")).contains(new Effect.Order("stop", "db", Map.of("force", true)));
    }

    @Test
    void aSignalIsTyped() {
        assertThat(type("S", "hux", "<BACKSPACE>", "p", "<ENTER>"))
                .containsExactly(new Effect.Order("signal", "db", Map.of("signal", "HUP")));
        assertThat(type("S", "<ENTER>", "S", "int", "<ESCAPE>", "S", "int", "<CLEAR_LINE>", "<ENTER>")).isEmpty();
    }

    @Test
    void oSortsAndReverses() {
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).containsExactly("api", "cache", "db", "migrate", "worker");
        assertThat(selected()).isEqualTo("db");
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).containsExactly("worker", "api", "db", "cache", "migrate");
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).startsWith("cache", "db");
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).startsWith("db", "cache");
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).startsWith("db", "cache");
        type("O");
        assertThat(model.table().shown()).extracting(TableRow::id).endsWith("cache", "db");
        type("O", "o");
        assertThat(model.table().shown()).extracting(TableRow::id).startsWith("worker", "cache", "db");
        type("o");
        assertThat(model.table().shown()).extracting(TableRow::id).startsWith("db", "cache", "migrate");
    }

    @Test
    void fFiltersWhileTheTextIsTyped() {
        type("f", "WORK");
        assertThat(model.table().shown()).extracting(TableRow::id).containsExactly("worker", "api");
        type("x");
        assertThat(Sample.screen(model, 80, 24).get(2)).contains("no process contains 'WORKx'");
        assertThat(model.selection()).isEmpty();
        type("<BACKSPACE>", "<ENTER>");
        assertThat(Sample.screen(model, 80, 24).get(0)).contains("filter: WORK");
        type("f", "abc", "<ESCAPE>");
        assertThat(model.table().filter()).isEqualTo("WORK");
        type("<ESCAPE>");

        assertThat(model.table().shown()).hasSize(5);
    }

    @Test
    void slashSearchesUpwardsFromTheEndAndNGoesOn() {
        longLog();
        type("/", "LINE 2", "<ENTER>");
        assertThat(model.log().isFollowing()).as("a capital letter: no line is found").isTrue();
        assertThat(model.notice().text()).isEqualTo("no line contains 'LINE 2'");

        type("/", "ne 2", "<ENTER>");
        assertThat(model.log().isMatch(29)).isTrue();
        type("N");
        assertThat(model.log().isMatch(28)).isTrue();
        type("n", "n");
        assertThat(model.log().isMatch(2)).as("begins anew").isTrue();
        assertThat(firstLine()).isEqualTo("line 0");
        type("/", "other", "<ESCAPE>");
        assertThat(model.log().search().text()).isEqualTo("ne 2");
        type("<ESCAPE>");
        assertThat(model.log().search().isActive()).isFalse();
        type("n");
        assertThat(model.notice().text()).startsWith("nothing to search for");
    }

    @Test
    void aSearchScrollsSidewaysToTheFoundText() {
        Sample.log(model, List.of("日本語 first " + "-".repeat(100) + " last"));

        type("/", "last", "<ENTER>");
        assertThat(Sample.screen(model, 80, 24).get(8)).contains("- last");
        type("/", "first", "<ENTER>");
        assertThat(Sample.screen(model, 80, 24).get(8)).startsWith("日本語");
    }

    @Test
    void theFoundTextIsHighlighted() {
        Sample.log(model, List.of("a \u001B[31mred\u001B[0m dog"));

        type("/", "red d");

        var screen = Sample.draw(model, 80, 24);
        assertThat(screen.get(1, 8).style().bg()).isEmpty();
        assertThat(IntStream.range(2, 7)).allMatch(column -> screen.get(column, 8).style().bg().isPresent());
        assertThat(screen.get(7, 8).style().bg()).isEmpty();
    }

    @Test
    void aMergesTheLogsAndPartsThem() {
        assertThat(type("a")).containsExactly(new Effect.ShowLog(2, List.of()));
        assertThat(type("j")).isEmpty();
        assertThat(type("a")).containsExactly(new Effect.ShowLog(3, List.of("cache")));
    }

    @Test
    void pagesCloseWithTheirKeyAndWithBack() {
        for (String key : List.of("t", "w", "?")) {
            type(key);
            assertThat(model.page().isOpen()).isTrue();
            type(key);
            assertThat(model.page().isOpen()).isFalse();
            type(key);
            assertThat(type("q")).isEmpty();
            assertThat(model.page().isOpen()).isFalse();
            type(key);
            assertThat(type("<ESCAPE>")).isEmpty();
            assertThat(model.page().isOpen()).isFalse();
        }
    }

    @Test
    void theTableOfTheKeysScrolls() {
        type("?");
        assertThat(Sample.screen(model, 80, 12).get(2)).startsWith(" ↑ ↓ k j");
        type("<PAGE_DOWN>");
        assertThat(Sample.screen(model, 80, 12).get(2)).doesNotStartWith(" ↑ ↓ k j");
        type("<END>");

        assertThat(Sample.screen(model, 80, 12).get(10)).startsWith(" Paste");
    }

    @Test
    void whyIsAboutTheSelectionAndGoesWithIt() {
        assertThat(type("w")).containsExactly(new Effect.AskWhy("db"));
        model.causes("db", List.of(new Members(Map.of("id", "db", "state", "RUNNING", "phase", "RUNNING", "why", "up"))));
        assertThat(Sample.screen(model, 80, 24).get(8)).isEqualTo(" ● db is running: up");
        assertThat(type("<TAB>", "j")).contains(new Effect.AskWhy("cache"));
        assertThat(model.rows(Sample.rows(Sample.shop()))).contains(new Effect.AskWhy("cache"));
    }

    @Test
    void aPastedTextIsNoKey() {
        assertThat(paste("rxKyq")).isEmpty();
        assertThat(model.prompt().isOpen()).isFalse();
        assertThat(model.notice().text()).isEqualTo("pasted text has no effect here; / opens a search, f a filter");
        type("j");
        assertThat(model.notice()).isEqualTo(Notice.NONE);

        type("K");
        assertThat(paste("y\ry")).isEmpty();
        assertThat(model.prompt().label()).startsWith("kill 'cache'");
    }

    @Test
    void aPastedTextFillsTheOpenField() {
        longLog();

        type("/");
        paste("\r\n\u001B[31mline\u001B[0m 29\rq\r");
        assertThat(model.prompt().text()).isEqualTo("line 29");
        type("<ENTER>");
        assertThat(model.log().isMatch(29)).isTrue();
        type("f", "a");
        paste("pi");
        assertThat(model.table().shown()).extracting(TableRow::id).containsExactly("api");
        type("<ENTER>", "/");
        paste("x".repeat(10_000));
        assertThat(model.prompt().text()).hasSize(200);
        type("<CLEAR_LINE>");
        paste("\r\n");
        assertThat(model.prompt().text()).isEmpty();
        assertThat(model.prompt().isOpen()).isTrue();
    }

    @Test
    void theMouseSelectsAndScrolls() {
        mouse(Gesture.PRESS, 4);
        assertThat(selected()).isEqualTo("migrate");
        mouse(Gesture.WHEEL_DOWN, 3);
        assertThat(selected()).isEqualTo("worker");
        mouse(Gesture.WHEEL_UP, 3);
        assertThat(selected()).isEqualTo("migrate");
        model.lines(4, IntStream.range(0, 100).mapToObj(number -> new LogLine("migrate", "line " + number, false)).toList());
        mouse(Gesture.PRESS, 15);
        assertThat(model.isLowerFocused()).isTrue();
        mouse(Gesture.WHEEL_UP, 15);
        assertThat(firstLine()).isEqualTo("line 82");
        mouse(Gesture.PRESS, 3);
        assertThat(model.isLowerFocused()).isFalse();
        assertThat(mouse(Gesture.PRESS, 23)).isEmpty();
        assertThat(mouse(Gesture.PRESS, 500)).isEmpty();
    }

    @Test
    void backLeavesAtLast() {
        assertThat(type("q")).containsExactly(new Effect.Leave());
        assertThat(type("<ESCAPE>")).containsExactly(new Effect.Leave());
        assertThat(type("<INTERRUPT>")).containsExactly(new Effect.Leave());
        assertThat(type("/", "q", "<END_OF_INPUT>")).containsExactly(new Effect.Leave());
        assertThat(type("<REDRAW>")).isEmpty();
    }

    @Test
    void otherKeysDoNothing() {
        assertThat(type("<OTHER>", "y", "Q", "é", "<BACKSPACE>")).isEmpty();
    }
}
