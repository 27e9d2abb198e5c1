package io.quarkiverse.processmanager.terminal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.client.Failure;

class CommandOrderTest {

    private static final String COMMANDS = """
            {"commands":[{"name":"load","title":"Load a dump","confirm":"Sure?","refusal":"it needs the running process",\
            "result":"exited with 1 after 2 s","args":[\
            {"name":"file","title":"File","required":true,"choices":["a","b"]},\
            {"name":"mode","title":"Mode","default":"fast"}]}]}""";

    private final Printed out = new Printed();

    @Test
    void valuesAreWordsWithASign() {
        assertThat(CommandOrder.values(List.of("table=stock", "--file=a=b c", "x="))).containsExactly(entry("table", "stock"),
                entry("file", "a=b c"), entry("x", ""));
        assertThatThrownBy(() -> CommandOrder.values(List.of("stock"))).isInstanceOf(Failure.class)
                .hasMessageContaining("such as table=stock");
    }

    @Test
    void theLinesAreForPeople() {
        ScriptedApplication application = new ScriptedApplication((request, receiver) -> {
            receiver.accept(COMMANDS);
            receiver.accept(ScriptedApplication.END);
        });

        assertThat(CommandList.lines(CommandList.of(application, "db"), "db")).containsExactly(
                "load  Load a dump; last run: exited with 1 after 2 s; not now: it needs the running process; asks: Sure?",
                "        file=a|b  File", "        [mode=VALUE]  Mode (default: fast)");
        assertThatThrownBy(() -> CommandList.named(application, "db", "laod")).hasMessageContaining("it has load");
    }

    @Test
    void aRunPrintsItsLinesAndEndsWithTheExitCode() {
        ScriptedApplication application = new ScriptedApplication((request, receiver) -> {
            receiver.accept("{\"id\":\"db\",\"text\":\"one\"}");
            receiver.accept("{\"result\":{\"ok\":false,\"exitCode\":3}}");
            receiver.accept(ScriptedApplication.END);
        });

        try (CommandOrder order = CommandOrder.begin(application, "db", "load", Map.of("file", "a"), true, false, out)) {
            assertThat(order.await()).hasValue(3);
        }

        assertThat(out.lines).containsExactly("one");
        assertThat(application.requests).singleElement().asString().contains("\"confirmed\":true", "\"file\":\"a\"");
    }

    /** A file with the output must not look complete. */
    @Test
    void linesThatTheClientWasTooSlowForAreCounted() {
        ScriptedApplication application = new ScriptedApplication((request, receiver) -> {
            receiver.accept("{\"id\":\"db\",\"seq\":2,\"text\":\"two\"}");
            receiver.accept("{\"id\":\"db\",\"seq\":3,\"text\":\"three\"}");
            receiver.accept("{\"id\":\"db\",\"seq\":7,\"text\":\"seven\"}");
            receiver.accept("{\"result\":{\"ok\":true,\"exitCode\":0}}");
            receiver.accept(ScriptedApplication.END);
        });

        try (CommandOrder order = CommandOrder.begin(application, "db", "dump", Map.of(), true, false, out)) {
            assertThat(order.await()).hasValue(0);
        }

        assertThat(out.lines).containsExactly("two", "three", "seven");
        assertThat(out.errors).singleElement().asString().startsWith("4 lines of the output are missing");
    }

    @Test
    void aRefusalIsPrinted() {
        ScriptedApplication application = new ScriptedApplication((request, receiver) -> {
            receiver.accept("{\"result\":{\"ok\":false,\"exitCode\":null,\"message\":\"no\"}}");
            receiver.accept(ScriptedApplication.END);
        });

        try (CommandOrder order = CommandOrder.begin(application, "db", "load", Map.of(), true, false, out)) {
            assertThat(order.await()).isEmpty();
        }

        assertThat(out.errors).containsExactly("no");
    }
}
