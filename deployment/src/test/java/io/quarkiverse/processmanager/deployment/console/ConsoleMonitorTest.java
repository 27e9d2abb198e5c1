package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.aesh.terminal.tty.Signal;
import org.aesh.terminal.tty.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tamboui.style.Style;
import dev.tamboui.terminal.Backend;
import dev.tamboui.terminal.Terminal;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.dev.console.BasicConsole;
import io.quarkus.dev.console.QuarkusConsole;
import io.quarkus.dev.console.StatusLine;

/** The console of this Quarkus version over a terminal in memory. */
class ConsoleMonitorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALTERNATE = "\u001b[?1049h";
    private static final String FORMER = "\u001b[?1049l";

    private final QuarkusConsole before = QuarkusConsole.INSTANCE;
    private final QuarkusConsole.StateChangeInputStream inputBefore = QuarkusConsole.REDIRECT_IN;
    private final FakeConnection terminal = new FakeConnection();
    private final List<String> ofQuarkus = new CopyOnWriteArrayList<>();
    private final List<Integer> ofMonitor = new CopyOnWriteArrayList<>();
    private final AtomicInteger lists = new AtomicInteger();
    private volatile int listWidth;
    private AeshConsole console;
    private StatusLine status;
    private ConsoleMonitor monitor;

    @BeforeEach
    void setUp() {
        QuarkusConsole.REDIRECT_IN = new QuarkusConsole.StateChangeInputStream();
        console = new AeshConsole(terminal);
        status = console.registerStatusLine(StatusLine.STATUS);
        status.setMessage("Tests paused");
        monitor = monitor("xterm");
        console.setInputHandler(typed -> {
            for (int key : typed) {
                ofQuarkus.add(Character.toString(key));
                if (key == 'm') {
                    monitor.open();
                }
            }
        });
        MonitorKey.register('m', monitor);
        terminal.written();
    }

    @AfterEach
    void tearDown() {
        terminal.type("q");
        awaitClosed();
        MonitorKey.remove();
        status.close();
        QuarkusConsole.INSTANCE = before;
        QuarkusConsole.REDIRECT_IN = inputBefore;
    }

    private ConsoleMonitor monitor(String term) {
        return new ConsoleMonitor(() -> QuarkusConsole.INSTANCE, Map.of("TERM", term), (command, options) -> null,
                new TypedViews());
    }

    /** Shows the size and what was typed. */
    private final class TypedViews implements ConsoleMonitor.Views {

        @Override
        public void fullScreen(Backend backend, Charset charset, Application application) throws Exception {
            backend.enableMouseCapture();
            Terminal<Backend> screen = new Terminal<>(backend);
            for (int key = 0; key != 'q' && key != TypedKeys.END; key = backend.read(10)) {
                if (key == '!') {
                    throw new IllegalStateException("on purpose");
                } else if (key > 0) {
                    ofMonitor.add(key);
                }
                screen.draw(frame -> frame.buffer().setString(0, 0, "monitor-" + frame.area().width() + "x"
                        + frame.area().height(), Style.EMPTY));
            }
        }

        @Override
        public void list(Application application, int width, PrintWriter out) {
            listWidth = width;
            lists.incrementAndGet();
        }
    }

    private void open() {
        terminal.type("m");
        awaitWritten("monitor-80x24");
    }

    private final StringBuilder seen = new StringBuilder();

    private String awaitWritten(String text) {
        await().atMost(PATIENCE).until(() -> seen.append(terminal.written()).toString().contains(text));
        String all = seen.toString();
        seen.setLength(0);
        return all;
    }

    private void awaitClosed() {
        await().atMost(PATIENCE).until(() -> monitor.keys().isEmpty() && monitorThreads() == 0);
    }

    private static long monitorThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("process-manager-monitor"))
                .count();
    }

    @Test
    void theKeysReachTheMonitorUntilItIsClosed() {
        terminal.type("r");
        terminal.type("m");
        terminal.type("rs:");
        awaitWritten("monitor-80x24");
        terminal.type("q");
        awaitClosed();
        terminal.type("h");

        assertThat(ofQuarkus).containsExactly("r", "m", "h");
        assertThat(ofMonitor).containsExactly((int) 'r', (int) 's', (int) ':');
        assertThat(terminal.written()).contains(FORMER);
    }

    @Test
    void whatIsTypedTogetherWithTheKeyReachesTheMonitor() {
        terminal.type("rm:");
        await().atMost(PATIENCE).until(() -> ofMonitor.contains((int) ':'));

        assertThat(ofQuarkus).containsExactly("r", "m");
        assertThat(ofMonitor).containsExactly((int) ':');
        assertThat(terminal.written()).doesNotContain("No commands registered");
    }

    @Test
    void severalCharactersBehindTheKeyReachTheMonitorAsPastedText() {
        terminal.type("npm r:");
        await().atMost(PATIENCE).until(() -> ofMonitor.contains((int) ':'));

        assertThat(ofQuarkus).containsExactly("n", "p", "m");
        assertThat(ofMonitor).map(Character::toString).containsExactly("\u001b[200~ r:".split(""));
        assertThat(terminal.written()).doesNotContain("No commands registered");
    }

    @Test
    void anArrowTogetherWithTheKeyIsNoPastedText() {
        terminal.type("m\u001b[B\u001bOB:");
        await().atMost(PATIENCE).until(() -> ofMonitor.contains((int) ':'));

        assertThat(ofMonitor).map(Character::toString).containsExactly("\u001b[B\u001bOB:".split(""));
    }

    @Test
    void aSecondQRightAfterTheCloseDoesNotEndDevMode() {
        open();
        terminal.type("q");
        awaitClosed();
        boolean early = monitor.hasJustClosed();
        terminal.type("hq");
        early &= monitor.hasJustClosed();
        if (early) {
            assertThat(ofQuarkus).containsExactly("m", "h");
        }
        await().atMost(PATIENCE).until(() -> !monitor.hasJustClosed());
        ofQuarkus.clear();
        terminal.type("q");

        assertThat(ofQuarkus).containsExactly("q");
    }

    @Test
    void theTerminalIsAsItWas() {
        terminal.type("m");
        assertThat(awaitWritten("monitor-80x24")).startsWith(ALTERNATE).contains("\u001b[?1006h");
        terminal.type("q");
        awaitClosed();

        String written = terminal.written();
        assertThat(written).contains("\u001b[?1006l", "\u001b[?1000l", "\u001b[?2004l").contains(FORMER + "\u001b[?25h");
        // The prompt of the console can follow, if tests before have given it commands.
        assertThat(written.substring(written.indexOf(FORMER))).contains("Tests paused");
        console.write(false, "later\n");
        assertThat(terminal.written()).contains("later", "Tests paused");
    }

    @Test
    void whatIsPrintedMeanwhileAppearsAfterwards() {
        open();
        console.write(false, "a line\n");
        console.write(true, "an error\n");
        status.setMessage("Running tests");
        await().during(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> true);
        assertThat(terminal.written()).doesNotContain("a line", "an error", "Running tests");
        terminal.type("q");
        awaitClosed();

        String written = terminal.written();
        assertThat(written.substring(written.indexOf(FORMER))).containsSubsequence("Running tests", "a line\n", "an error\n");
    }

    @Test
    void theMonitorFollowsTheWindowAndSoDoesTheConsole() {
        open();
        terminal.resize(200, 60);
        awaitWritten("monitor-200x60");
        terminal.type("q");
        awaitClosed();

        assertThat(terminal.written()).contains("Tests paused");
        console.write(false, "later\n");
        assertThat(terminal.written()).as("the last line of the window").contains("\u001b[60;0H");
    }

    @Test
    void aSizeThatArrivesDuringTheCloseReachesTheConsole() {
        open();
        Consumer<Size> handler = terminal.getSizeHandler();
        terminal.type("q");
        awaitClosed();
        terminal.resize(200, 60, handler);

        terminal.written();
        console.write(false, "later\n");
        assertThat(terminal.written()).as("the last line of the window").contains("\u001b[60;0H");
    }

    /** The terminal has the mode of the shell again, and the console would enter the raw mode. */
    @Test
    void aSizeThatArrivesAfterTheEndOfDevModeChangesNoMode() {
        open();
        Consumer<Size> handler = terminal.getSizeHandler();
        terminal.close();
        awaitClosed();
        AtomicInteger modes = new AtomicInteger();
        terminal.beforeAttributes(modes::incrementAndGet);
        terminal.resize(200, 60, handler);

        assertThat(modes).hasValue(0);
    }

    @Test
    void thousandsOfStatusLinesAreNotKept() {
        open();
        for (int i = 0; i < 5000; i++) {
            status.setMessage("Running test " + i);
        }
        terminal.type("x");
        await().atMost(PATIENCE).until(() -> ofMonitor.contains((int) 'x'));
        terminal.type("q");
        awaitClosed();

        assertThat(terminal.written()).contains("Running test 4999").hasSizeLessThan(1_000_000);
    }

    @Test
    void ctrlCGivesTheTerminalBackBeforeQuarkusHandlesIt() {
        List<String> states = new ArrayList<>();
        terminal.setSignalHandler(signal -> states.add(signal + " " + terminal.written().contains(FORMER)));
        open();
        terminal.type("\u0003");
        awaitClosed();

        assertThat(states).containsExactly(Signal.INT + " true");
    }

    @Test
    void theEndOfDevModeGivesTheTerminalBack() {
        open();
        terminal.close();
        awaitClosed();

        assertThat(terminal.written()).contains(FORMER);
    }

    @Test
    void aFailureGivesTheTerminalBack() {
        open();
        terminal.type("!");
        awaitClosed();

        assertThat(terminal.written()).contains(FORMER);
        terminal.type("h");
        assertThat(ofQuarkus).containsExactly("m", "h");
    }

    @Test
    void nothingIsLeftAfterManyTimes() {
        Object stdin = terminal.getStdinHandler();
        Object signal = terminal.getSignalHandler();
        Object size = terminal.getSizeHandler();
        Object close = terminal.getCloseHandler();
        for (int i = 0; i < 20; i++) {
            open();
            terminal.type("q");
            awaitClosed();
        }

        assertThat(terminal.getStdinHandler()).isSameAs(stdin);
        assertThat(terminal.getSignalHandler()).isSameAs(signal);
        assertThat(terminal.getSizeHandler()).isSameAs(size);
        assertThat(terminal.getCloseHandler()).isSameAs(close);
        terminal.written();
        console.write(false, "not held back\n");
        assertThat(terminal.written()).contains("not held back");
    }

    @Test
    void aConsoleWithoutFullScreenPrintsTheList() throws InterruptedException {
        QuarkusConsole.INSTANCE = new BasicConsole(false, false, text -> {
        });

        assertThat(monitor.openAndAwait()).isFalse();
        monitor.open();
        await().atMost(PATIENCE).until(() -> lists.get() == 1);
        assertThat(listWidth).as("not a terminal").isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aTerminalWithoutFullScreenPrintsTheList() throws InterruptedException {
        ConsoleMonitor dumb = monitor("dumb");

        assertThat(dumb.openAndAwait()).isFalse();
        dumb.open();
        await().atMost(PATIENCE).until(() -> lists.get() == 1);
        assertThat(listWidth).isEqualTo(80);
        assertThat(terminal.written()).doesNotContain(ALTERNATE);
    }

    @Test
    void theKeyOpensTheMonitorAgainAtOnce() {
        for (int i = 0; i < 20; i++) {
            open();
            terminal.type("q");
            await().atMost(PATIENCE).until(() -> terminal.getStdinHandler().getClass().getName().contains("AeshConsole"));
        }
        open();

        assertThat(lists).hasValue(0);
        assertThat(ofQuarkus).containsOnly("m").hasSize(21);
    }

    @Test
    void theTerminalModeOfQuarkusStaysOpenBehindTheMonitor() throws ReflectiveOperationException {
        QuarkusTerminal quarkus = new QuarkusTerminal(console);
        quarkus.pause();
        CompletableFuture<Boolean> shown = CompletableFuture.supplyAsync(() -> {
            try {
                return monitor.openAndAwait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(awaitWritten("monitor-80x24")).doesNotContain(ALTERNATE);
        console.write(false, "a line\n");
        terminal.type("q");

        assertThat(shown.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
        assertThat(quarkus.isPaused()).isTrue();
        assertThat(terminal.written()).doesNotContain(FORMER, "a line");
        quarkus.resume();
        assertThat(terminal.written()).contains("a line");
    }

    @Test
    void thisVersionOfQuarkusHasTheFieldsOfTheFullScreen() throws ReflectiveOperationException {
        QuarkusTerminal quarkus = new QuarkusTerminal(console);

        assertThat(quarkus.connection()).isSameAs(terminal);
        assertThat(quarkus.isPaused()).isFalse();
    }
}
