package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ConsoleColumnTest {

    private final ConsoleColumn column = new ConsoleColumn();

    @Test
    void theIdsAreInOneColumn() {
        column.add(List.of("db", "frontend"));

        assertThat(column.line("db", "ready", false)).isEqualTo("db       | ready" + System.lineSeparator());
        assertThat(column.line("frontend", "ready", false)).isEqualTo("frontend | ready" + System.lineSeparator());
    }

    @Test
    void eachProcessHasAColourWhichEndsBeforeTheText() {
        column.add(List.of("db", "web"));

        assertThat(column.line("db", "ready", true)).startsWith("\u001b[36mdb  |\u001b[0m ready");
        assertThat(column.line("web", "ready", true)).startsWith("\u001b[33mweb |\u001b[0m ready");
    }

    @Test
    void aProcessKeepsItsColourWhenOthersCome() {
        column.add(List.of("db"));
        column.add(List.of("aaa", "db"));

        assertThat(column.line("db", "ready", true)).startsWith("\u001b[36m");
    }

    @Test
    void aVeryLongIdDoesNotMoveTheOthers() {
        column.add(List.of("db", "x".repeat(60)));

        assertThat(column.line("db", "ready", false)).startsWith("db | ready");
    }

    @Test
    void theColoursOfALineEndWithIt() {
        assertThat(column.line("db", "\u001b[31mred\u001b[2J", true)).contains(" \u001b[31mred\u001b[0m");
        assertThat(column.line("db", "\u001b[31mred\u001b[2J", false)).endsWith("| red" + System.lineSeparator());
    }
}
