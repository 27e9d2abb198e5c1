package io.quarkiverse.processmanager.terminal.command;

import static io.quarkiverse.processmanager.terminal.command.ScriptedApplication.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.text.OutputText;

@Timeout(60)
class LogsTest {

    private final Printed printed = new Printed();
    private ScriptedApplication application;

    private void print(Logs logs, String... lines) {
        application = new ScriptedApplication((request, receiver) -> List.of(lines).forEach(receiver));
        OutputText text = new OutputText(false, false);
        try (Answer answer = logs.request(application, Instant.ofEpochSecond(100))) {
            logs.print(answer, line -> text.of(line.members()), printed);
        }
    }

    private static Logs logs(boolean follow, OptionalInt last, String grep) {
        return new Logs(List.of("db"), follow, last, Logs.expression(grep), Optional.empty());
    }

    private static String line(String id, String text) {
        return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
    }

    @Test
    void theApplicationSelectsByNumberAndAge() {
        print(new Logs(List.of("db"), false, OptionalInt.of(3), Optional.empty(), Optional.of(Duration.ofSeconds(40))), END);

        assertThat(application.requests).containsExactly(
                "{\"command\":\"logs\",\"ids\":[\"db\"],\"follow\":false,\"last\":3,\"since\":60000}");
    }

    @Test
    void theLastMatchesOfTheKeptLinesComeBeforeTheNewOnes() {
        print(logs(true, OptionalInt.of(2), "e"), line("db", "one"), line("db", "no"), line("db", "three"), line("db", "five"),
                "{\"live\":true}", line("db", "six"), line("api", "seven"), END);

        assertThat(printed.lines).containsExactly("db | three", "db | five", "api | seven");
    }

    @Test
    void aNarrowIdIsAsWideAsTheOnesBefore() {
        print(logs(false, OptionalInt.empty(), null), line("worker", "a"), line("db", "b"), END);

        assertThat(printed.lines).containsExactly("worker | a", "db     | b");
    }

    @Test
    void anExpressionThatTakesTooLongEndsTheCommand() {
        assertThatThrownBy(() -> print(logs(false, OptionalInt.empty(), "^((a+)+)+$"), line("db", "a".repeat(40) + "b"), END))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot search for '^((a+)+)+$': the expression needs more than a second for one line");
    }

    @Test
    void aClosedOutputEndsTheSearch() {
        printed.closed = true;

        assertThatThrownBy(() -> print(logs(false, OptionalInt.empty(), "^((a+)+)+$"), line("db", "a".repeat(40) + "b"), END))
                .hasMessageEndingWith("the search was cancelled");
    }

    @Test
    void anInvalidExpressionIsRefused() {
        assertThatThrownBy(() -> Logs.expression("(")).isInstanceOf(Failure.class)
                .hasMessageStartingWith("cannot search for '(': it is no Java expression, ");
    }

    @Test
    void aClosedOutputEndsThePrinting() {
        printed.closed = true;

        print(logs(true, OptionalInt.empty(), null), "{\"live\":true}", line("db", "a"), line("db", "b"));

        assertThat(printed.lines).isEmpty();
    }
}
