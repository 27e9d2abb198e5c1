package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.aesh.terminal.tty.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.dev.console.QuarkusConsole;
import io.quarkus.dev.console.StatusLine;

/** The status line in the real console of Quarkus, with a terminal in memory. */
class ConsoleTerminalTest {

    private final FakeConnection connection = new FakeConnection();
    private final QuarkusConsole before = QuarkusConsole.INSTANCE;
    private final List<String> calls = new ArrayList<>();
    private AeshConsole console;
    private ConsoleTerminal terminal;
    private StatusLine line;
    private Runnable duringClose = () -> {
    };

    @BeforeEach
    void setUp() throws ReflectiveOperationException {
        console = new AeshConsole(connection);
        line = console.registerStatusLine(50);
        terminal = new ConsoleTerminal(new QuarkusTerminal(console));
        terminal.listen(() -> calls.add("before " + terminal.width()), () -> calls.add("after " + terminal.width()),
                () -> {
                    calls.add("close");
                    duringClose.run();
                });
    }

    @AfterEach
    void tearDown() {
        line.close();
        // Quarkus shows the prompt of each console of the JVM in all later ones.
        console.setPromptMessage(null);
        QuarkusConsole.INSTANCE = before;
    }

    @Test
    void theSizeIsThatOfTheConsole() {
        assertThat(terminal.width()).isEqualTo(80);
        assertThat(terminal.height()).isEqualTo(24);
        assertThat(terminal.isCovered()).isFalse();
    }

    @Test
    void eachChangeOfTheSizeIsReported() {
        connection.resize(60, 20);
        connection.resize(40, 10);

        assertThat(calls).containsExactly("before 80", "after 60", "before 60", "after 40");
    }

    /** The console is not ready with one size when the signal of the next one arrives. */
    @Test
    void aSecondSizeAtTheSameTimeIsReportedAndSoIsTheClose() {
        List<Consumer<Size>> handlers = new ArrayList<>();
        connection.beforeAttributes(() -> handlers.add(connection.getSizeHandler()));
        connection.resize(60, 20);
        connection.resize(40, 10, handlers.get(0));
        connection.close();

        assertThat(calls).containsExactly("before 80", "after 60", "before 60", "after 40", "close");
    }

    @Test
    void aChangeOfTheSizeReplacesNoHandler() {
        Object stdin = connection.getStdinHandler();
        Object signal = connection.getSignalHandler();
        Object size = connection.getSizeHandler();
        Object close = connection.getCloseHandler();
        connection.resize(60, 20);

        assertThat(connection.getStdinHandler()).isSameAs(stdin);
        assertThat(connection.getSignalHandler()).isSameAs(signal);
        assertThat(connection.getSizeHandler()).isSameAs(size);
        assertThat(connection.getCloseHandler()).isSameAs(close);
    }

    /** While the JVM ends, the terminal has the mode from before dev mode, in which a second Ctrl-C is a signal. */
    @Test
    void aSizeDuringTheCloseDoesNotChangeTheMode() {
        connection.beforeAttributes(() -> calls.add("mode"));
        duringClose = () -> connection.resize(60, 20);
        connection.close();

        // The last one is that of the console, when it has closed.
        assertThat(calls).containsExactly("close", "before 80", "after 60", "mode");
    }

    @Test
    void theCloseIsReportedOnceAndReachesTheConsole() {
        connection.resize(60, 20);
        calls.clear();
        connection.written();

        connection.close();

        assertThat(calls).containsExactly("close");
        assertThat(connection.written()).endsWith("\u001B[0m\n");
    }

    @Test
    void theLineIsAboveThePromptAndBelowTheLinesOfQuarkus() {
        StatusLine tests = console.registerStatusLine(StatusLine.STATUS);
        tests.setMessage("Tests paused");
        console.setPromptMessage("Press [h]");
        connection.written();

        line.setMessage("db ●");

        assertThat(connection.written()).endsWith("\n--\nTests paused\ndb ●\nPress [h]");
        tests.close();
    }
}
