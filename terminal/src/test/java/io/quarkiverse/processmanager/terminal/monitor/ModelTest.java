package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

/** What the answers of the application change. */
class ModelTest {

    private final Model model = new Model(Sample.OPTIONS);

    @Test
    void waitsForTheFirstAnswer() {
        assertThat(Sample.screen(model, 80, 24).get(2)).isEqualTo("   waiting for the application");
        assertThat(Sample.type(model, "x", "K", "S", "s", "w", "t", "a", "q", "n")).doesNotContain(new Effect.Leave());
        assertThat(model.rows(List.of())).doesNotContain(new Effect.ShowLog(1, List.of("")));
        assertThat(Sample.screen(model, 80, 24).get(2)).isEqualTo("   the application has no processes");
    }

    @Test
    void theFirstAnswerShowsTheFirstLog() {
        assertThat(model.rows(Sample.rows(Sample.shop()))).containsExactly(new Effect.ShowLog(1, List.of("db")));
        assertThat(model.rows(Sample.rows(Sample.shop()))).isEmpty();
    }

    @Test
    void theChosenProcessIsSelectedFirst() {
        Model chosen = new Model(Sample.OPTIONS.select("worker"));

        assertThat(chosen.rows(Sample.rows(Sample.shop()))).containsExactly(new Effect.ShowLog(1, List.of("worker")));
    }

    @Test
    void theSelectionStaysAtItsProcessAndThenAtItsPlace() {
        model.rows(Sample.rows(Sample.shop()));
        Sample.type(model, "j");
        List<Map<String, Object>> more = new ArrayList<>(Sample.shop());
        more.add(0, Sample.row("first", "STOPPED", "UNCHECKED", "not started"));
        assertThat(model.rows(Sample.rows(more))).isEmpty();
        assertThat(model.table().index()).isEqualTo(2);
        more.remove(2);

        assertThat(model.rows(Sample.rows(more))).containsExactly(new Effect.ShowLog(3, List.of("migrate")));
        assertThat(model.rows(List.of())).containsExactly(new Effect.HideLog());
    }

    @Test
    void aProcessThatIsHereAgainShowsItsLogAgain() {
        model.rows(Sample.rows(Sample.shop()));
        model.rows(List.of());

        assertThat(model.rows(Sample.rows(Sample.shop()))).containsExactly(new Effect.ShowLog(3, List.of("db")));
    }

    @Test
    void lateLinesOfAnotherProcessAreDropped() {
        model.rows(Sample.rows(Sample.shop()));
        Sample.type(model, "j");

        model.lines(1, List.of(new LogLine("db", "late", false)));

        assertThat(model.log().buffer().isEmpty()).isTrue();
    }

    @Test
    void lateCausesOfAnotherProcessAreDropped() {
        model.rows(Sample.rows(Sample.shop()));
        Sample.type(model, "w");

        model.causes("cache", List.of());

        assertThat(model.page().title()).isEqualTo("why db");
    }

    @Test
    void theTreeIsLive() {
        model.rows(Sample.rows(Sample.shop()));
        Sample.type(model, "t");

        model.rows(Sample.rows(List.of(Sample.row("db", "FAILED", "UNCHECKED", "exited with 4"))));

        assertThat(Sample.screen(model, 80, 24).get(4)).isEqualTo(" ✖ db failed");
    }

    @Test
    void aConnectionThatComesBackIsAMessage() {
        model.rows(Sample.rows(Sample.shop()));
        model.lost("gone");

        model.rows(Sample.rows(Sample.shop()));

        assertThat(model.lost()).isEmpty();
        assertThat(model.notice().text()).isEqualTo("connected again");
    }

    @Test
    void theOptionsFollowTheEnvironment() {
        assertThat(MonitorOptions.of("a", Map.of("NO_COLOR", "1"), StandardCharsets.US_ASCII))
                .isEqualTo(new MonitorOptions("a", false, false, true, Optional.empty()));
        assertThat(MonitorOptions.of("a", Map.of("NO_COLOR", ""), StandardCharsets.UTF_8))
                .isEqualTo(new MonitorOptions("a", true, true, true, Optional.empty()));
        assertThat(MonitorOptions.isPossible(Map.of("TERM", "dumb"))).isFalse();
        assertThat(MonitorOptions.isPossible(Map.of())).isFalse();
        assertThat(MonitorOptions.isPossible(Map.of("TERM", "xterm"))).isTrue();
    }
}
