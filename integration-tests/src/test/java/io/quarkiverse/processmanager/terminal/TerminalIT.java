package io.quarkiverse.processmanager.terminal;

import static io.quarkiverse.processmanager.terminal.Lines.assertHas;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo in dev mode, in a terminal. A start of dev mode takes many seconds, so all scenes have the same one, in an order. Each
 * declares its own processes beside those of the demo, with a reload.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc lists the remaining processes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TerminalIT {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final String ALL_UP = "clock ● redis ● quotes ● seed ✔ worker ●";
    /** A foreground or a background, other than the default one. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9]+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]");
    private static final String[] CRASH_LOOP = { "quarkus.processes.licence.command=sh -c 'echo no licence found >&2; exit 3'",
            "quarkus.processes.licence.restart.delay=10ms", "quarkus.processes.licence.restart.backoff=300",
            "quarkus.processes.licence.restart.max-delay=30m", "quarkus.processes.report.command=sleep 1000",
            "quarkus.processes.report.depends-on=licence" };

    @TempDir
    static Path directory;

    private static DemoAtTerminal demo;
    private static Tmux terminal;
    private static Recordings recordings;

    @RegisterExtension
    static final TestWatcher WATCHER = new TestWatcher() {

        @Override
        public void testFailed(ExtensionContext test, Throwable cause) {
            System.err.println(test.getDisplayName() + " has failed; " + demo.diagnosis());
        }
    };

    @BeforeAll
    static void startDevMode() throws IOException {
        demo = DemoAtTerminal.start(directory.resolve("dev-mode"), COLUMNS, ROWS, Map.of());
        terminal = demo.terminal();
        recordings = new Recordings(demo.copy().directory());
        terminal.awaitHistory("Installed features");
    }

    @AfterAll
    static void killRemainingProcesses() {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    @Order(1)
    void start() throws IOException {
        recordings.check("start", terminal::screen, "worker | worker is ready", "5 processes ready in", "; slowest: ",
                "Processes listen on: http://localhost:", " (quotes)", ALL_UP);
        assertHas(terminal.history(), "Starting 5 processes: clock, redis, quotes (after redis:healthy)",
                "redis  | ", "Ready to accept connections");
    }

    @Test
    @Order(2)
    void startThatWaits() throws IOException {
        demo.declare("quarkus.processes.search.command=sleep 1000",
                "quarkus.processes.search.health.command=test -e target/search-is-up",
                "quarkus.processes.report.command=sleep 1000", "quarkus.processes.report.depends-on=search");

        recordings.check("starting", terminal::screen, "Starting: 5 of 7 ready", "search ◐ starting",
                "report ◐ waiting for search");

        Files.createFile(demo.copy().directory().resolve("target/search-is-up"));
        terminal.awaitScreen("processes ready in", "search ●", "report ●");
    }

    @Test
    @Order(3)
    void reloadThatConcernsOneProcess() throws IOException {
        demo.declare("quarkus.processes.worker.env.VERBOSE=true");

        terminal.awaitScreen(ALL_UP);
        recordings.check("reload",
                () -> terminal.history().stream().filter(line -> line.contains("Restarting 1 process")).toList(),
                "worker (env.VERBOSE has changed); 3 others keep running");
    }

    @Test
    @Order(4)
    void crashLoop() throws IOException {
        demo.declare(CRASH_LOOP);

        recordings.check("crash-loop", terminal::screen, "licence | no licence found", "attempt 3 of 5",
                "1 of 3 processes ready",
                "licence ✖ restart 3/5 in", "report ◐ waiting for licence", "+4 up +1 done");
    }

    @Test
    @Order(5)
    void monitor() throws IOException {
        List<String> before = settledScreen();
        terminal.press("m");
        terminal.awaitScreen("ID", "STATE", "clock", "running");
        assertThat(terminal.showsFullScreen()).isTrue();

        terminal.press("Down");
        recordings.check("monitor", terminal::screen, "licence: ", "7 processes, 5 up, 1 down",
                "✖ licence", "backoff", "◐ report", "waiting", "● redis", "healthy", "✔ seed", "no licence found", "following");
        terminal.press("t");
        recordings.check("monitor-tree", terminal::screen, "◐ report waiting, blocked by licence",
                "└─ ✖ licence backoff, must be running for report", "├─ ● quotes running, healthy");
        terminal.press("q");
        terminal.press("w");
        terminal.awaitScreen("why licence", "licence is backoff");
        terminal.press("q");
        terminal.press("?");
        terminal.awaitScreen("Select the process above or below");
        terminal.press("q");
        terminal.paste("rxK\ny");
        terminal.awaitScreen("pasted text has no effect here");
        // Without a shell that could continue dev mode, the system does not stop it.
        terminal.press("C-z");

        terminal.await("the console as it was", terminal::screen, screen -> numberless(screen).equals(before));
        assertThat(terminal.showsFullScreen()).isFalse();
    }

    /** The same monitor in a second terminal that has neither colours nor UTF-8. */
    @Test
    @Order(6)
    void monitorWithoutColours() throws IOException {
        try (Tmux second = demo.client("second", COLUMNS, ROWS, Map.of("NO_COLOR", "1", "LC_ALL", "C"), "top", "licence")) {
            recordings.check("no-colours", second::screen, "no licence found", "x licence", "~ report", "* redis", "+ seed",
                    "licence: ");
            assertThat(second.screen()).allMatch(line -> line.chars().allMatch(character -> character < 128));
            assertThat(second.colouredScreen()).noneMatch(COLOUR.asPredicate());

            stopAndContinue(second);
            second.press("q");
            second.await("the end of the client", second::screen, screen -> second.hasEnded());
        }
    }

    /** As {@code kill -TSTP} of the client in its shell, and then {@code fg}. */
    private static void stopAndContinue(Tmux second) throws IOException {
        long client = second.children().findFirst().orElseThrow();
        new ProcessBuilder("kill", "-TSTP", "" + client).start();
        second.awaitScreen("stopped with 148");
        assertThat(second.showsFullScreen()).isFalse();

        second.press("Enter");
        second.awaitScreen("x licence", "~ report");
        assertThat(second.showsFullScreen()).isTrue();
    }

    @Test
    @Order(7)
    void commands() throws IOException {
        terminal.type(":");
        terminal.awaitScreen("quarkus$");
        terminal.type("processes why report");
        terminal.press("Enter");
        terminal.awaitScreen("no licence found");
        // The terminal of Quarkus loses what is typed before its next prompt.
        terminal.await("the next prompt", terminal::screen, TerminalIT::endsWithPrompt);
        terminal.type("processes list");
        terminal.press("Enter");
        recordings.check("commands", terminal::screen, "ID STATE", "clock running", "processes why report", "licence",
                "no licence found", "processes list", "report", "waiting", "worker", "running");

        terminal.press("Escape");
        terminal.awaitScreen("licence ✖ restart 3/5 in");
        assertThat(terminal.showsFullScreen()).isFalse();
    }

    /** The screen when a second has changed nothing: the console shows the output of an attempt a little after its exit is known. */
    private static List<String> settledScreen() {
        AtomicReference<List<String>> last = new AtomicReference<>(List.of());
        return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1))
                .until(() -> numberless(terminal.screen()), now -> now.equals(last.getAndSet(now)));
    }

    private static boolean endsWithPrompt(List<String> screen) {
        return screen.stream().filter(line -> !line.isBlank()).reduce("", (before, line) -> line).strip().equals("quarkus$");
    }

    private static List<String> numberless(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("[0-9]+", "#")).toList();
    }

    @Test
    @Order(8)
    void flood() throws IOException {
        demo.declare("quarkus.processes.import.command=seq -f 'line %g of the import' 50000",
                "quarkus.process-manager.log.console=all");

        recordings.check("flood", terminal::screen, "import | line 50000 of the import", "import ✔");
        terminal.awaitHistory("lines too many for the console");
        assertThat(Lines.count(terminal.history(), "of the import")).isLessThan(500);
    }

    @Test
    @Order(9)
    void compileError() throws IOException {
        Path source = demo.copy().directory().resolve("src/main/java/io/quarkiverse/processmanager/demo/Clock.java");
        String correct = Files.readString(source);
        try {
            Files.writeString(source, correct.replace("private final Path face;", "private final String face;"));
            terminal.press("s");

            recordings.check("compile-error", terminal::screen, "Compilation Failed", "Path cannot be converted", "import ✔");
        } finally {
            Files.writeString(source, correct);
        }
        demo.reload();
    }

    @Test
    @Order(10)
    void fortyProcesses() throws IOException {
        demo.declare(Stream.concat(Stream.of(CRASH_LOOP), IntStream.rangeClosed(1, 40)
                .mapToObj(n -> "quarkus.processes.gateway-of-the-far-away-region-%02d.command=sleep 1000".formatted(n)))
                .toArray(String[]::new));

        recordings.check("forty-processes", terminal::screen, "licence ✖ restart 3/5 in", "+44 up +1 done");

        terminal.press("m");
        terminal.awaitScreen("47 processes, 45 up, 1 down", "region-01");
        terminal.resize(200, 60);
        terminal.press("z");
        terminal.awaitScreen("gateway-of-the-far-away-region-40", "waiting for licence", "q back");
        terminal.resize(COLUMNS, ROWS);
        terminal.press("q", "q");
        terminal.awaitScreen("licence ✖ restart", "+44 up +1 done");
    }

    @Test
    @Order(11)
    void shutdown() throws IOException {
        demo.declare("quarkus.processes.stubborn.command=sh -c 'trap : TERM; while :; do sleep 1; done'",
                "quarkus.processes.stubborn.stop.timeout=5m");
        terminal.awaitScreen("stubborn ●");

        terminal.press("C-c");
        recordings.check("stopping", terminal::screen, "Stopping: 1 of 6 left", "Ctrl-C kills it at once",
                "stubborn ◐ stopping",
                "KILL in");

        terminal.press("C-c");
        demo.awaitNothingLeft();
        recordings.check("killed", terminal::screen, "Interrupted again: killing 1 process at once: stubborn");
    }
}
