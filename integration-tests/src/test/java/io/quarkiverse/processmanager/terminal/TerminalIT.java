package io.quarkiverse.processmanager.terminal;

import static io.quarkiverse.processmanager.terminal.Lines.assertHas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    @TempDir
    static Path directory;

    private static DemoAtTerminal demo;
    private static Tmux terminal;

    @BeforeAll
    static void startDevMode() throws IOException {
        demo = DemoAtTerminal.start(directory.resolve("dev-mode"), COLUMNS, ROWS, Map.of());
        terminal = demo.terminal();
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
    void start() {
        List<String> lines = terminal.awaitHistory("'worker' is up and healthy");

        assertHas(lines, "Starting 5 processes: ", "'redis' is up and healthy after ", "'seed' is done");
    }

    @Test
    @Order(2)
    void reloadThatConcernsOneProcess() throws IOException {
        demo.declare("quarkus.processes.worker.env.VERBOSE=true");

        terminal.awaitHistory("worker \\(env.VERBOSE has changed\\); 3 others keep running");
    }

    @Test
    @Order(3)
    void crashLoop() throws IOException {
        demo.declare("quarkus.processes.licence.command=sh -c 'echo no licence found >&2; exit 3'",
                "quarkus.processes.licence.restart.delay=50ms", "quarkus.processes.licence.restart.max=2");

        List<String> lines = terminal.awaitHistory("process 'licence' .*fail");

        assertHas(lines, "no licence found");
    }

    @Test
    @Order(4)
    void flood() throws IOException {
        demo.declare("quarkus.processes.import.command=seq -f 'line %g of the import' 50000");

        terminal.awaitHistory("line 50000 of the import");
        assertHas(terminal.history(), "lines are left out here");
    }

    @Test
    @Order(5)
    void compileError() throws IOException {
        Path source = demo.copy().directory().resolve("src/main/java/io/quarkiverse/processmanager/demo/Clock.java");
        String correct = Files.readString(source);
        Files.writeString(source, correct.replace("class Clock", "clas Clock"));
        terminal.press("s");

        terminal.awaitHistory("Clock.java:\\d+: error");

        Files.writeString(source, correct);
        demo.reload();
    }

    @Test
    @Order(6)
    void fortyProcesses() throws IOException {
        demo.declare(IntStream.rangeClosed(1, 40)
                .mapToObj(n -> "quarkus.processes.a-process-with-a-long-name-%02d.command=sleep 1000".formatted(n))
                .toArray(String[]::new));

        terminal.awaitHistory("'a-process-with-a-long-name-40' is up");
    }

    @Test
    @Order(7)
    void shutdown() {
        terminal.press("C-c");

        List<String> lines = terminal.awaitHistory("process 'redis' has stopped");

        demo.awaitNothingLeft();
    }
}
