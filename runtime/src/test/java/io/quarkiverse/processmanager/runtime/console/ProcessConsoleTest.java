package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.Exits;

class ProcessConsoleTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Exit EXIT = Exits.of(3, Optional.empty(), NOW, Duration.ofSeconds(1));

    @RegisterExtension
    final ConsoleOfTest terminal = new ConsoleOfTest(new PatternFormatter("%-5p [%c] %s%n"));

    private final Map<String, List<LogLine>> kept = new TreeMap<>();
    private Optional<Level> errors = Optional.of(Level.INFO);
    private final ProcessConsole console = new ProcessConsole(new LineSettings() {

        @Override
        public Optional<Level> level(String processId, Stream stream) {
            return stream == Stream.STDERR ? errors : Optional.of(Level.INFO);
        }

        @Override
        public int rateLimit(String processId) {
            return 100;
        }

        @Override
        public String place(String processId) {
            return "they are in /logs/" + processId + ".log";
        }

        @Override
        public synchronized List<LogLine> last(String processId, int count) {
            List<LogLine> all = kept.getOrDefault(processId, List.of());
            return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
        }
    });

    @AfterEach
    void close() {
        console.close();

        // On a busy machine, close() returns before the thread has ended.
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("process-manager-console")));
    }

    @Test
    void withoutASettingNothingChanges() {
        console.show(Optional.empty(), List.of("db"));
        console.line(written("db", "ready"));
        console.accept(crashed("db"), by());

        console.close();

        assertThat(console.isActive()).isFalse();
        assertThat(terminal.lines()).isEmpty();
    }

    @Test
    void allLinesAreShownInTheOrderOfEachProcess() {
        show(ConsoleOutput.ALL);
        for (int i = 0; i < 50; i++) {
            console.line(written("db", "db " + i));
            console.line(written("web", "web " + i));
        }
        console.line(written("db", "  "));

        console.close();

        assertThat(terminal.lines()).filteredOn(line -> line.startsWith("db")).hasSize(50).startsWith("db  | db 0")
                .endsWith("db  | db 49");
        assertThat(terminal.lines()).filteredOn(line -> line.startsWith("web")).hasSize(50);
    }

    @Test
    void aLineAppearsWithoutAnyFurtherOne() {
        show(ConsoleOutput.ALL);

        console.line(written("db", "ready"));

        await(() -> terminal.lines().contains("db  | ready"));
    }

    @Test
    void ofAFloodTheConsoleShowsAFewLinesAndWhereTheOthersAre() {
        show(ConsoleOutput.ALL);
        console.leftOut("db", 49_000);
        for (int i = 0; i < 1_000; i++) {
            console.line(written("db", "y " + i));
        }
        console.line(written("web", "still readable"));

        console.close();

        // Up to 200 at once, and 100 more for each second that a busy machine takes.
        assertThat(terminal.lines()).hasSizeLessThan(900).contains("web | still readable", "db  | y 999");
        assertThat(terminal.lines())
                .anyMatch(line -> line.matches("db  \\| \\.\\.\\. 4\\d,\\d{3} lines too many for the console;"
                        + " they are in /logs/db\\.log \\.\\.\\."));
    }

    @Test
    void problemsShowsTheLastTwentyLinesBeforeACrash() {
        show(ConsoleOutput.PROBLEMS);
        for (int i = 0; i < 100; i++) {
            console.line(written("db", "line " + i));
        }

        console.accept(crashed("db"), by());

        assertThat(terminal.lines()).hasSize(20).startsWith("db  | line 80").endsWith("db  | line 99");
    }

    /** The thread that delivers lines can be later than the one that publishes events. */
    @Test
    void theLastLinesComeOnceAndBeforeTheSentenceAboutTheCrash() {
        show(ConsoleOutput.ALL);
        console.line(written("db", "one"));
        LogLine two = written("db", "two");

        console.accept(crashed("db"), by());
        List<String> before = terminal.lines();
        console.line(two);
        console.close();

        assertThat(before).containsExactly("db  | one", "db  | two");
        assertThat(terminal.lines()).isEqualTo(before);
    }

    @Test
    void aProblemShowsWhatFollowsUntilTheProcessIsUp() {
        show(ConsoleOutput.PROBLEMS);
        console.accept(crashed("db"), by());
        console.line(written("db", "trying again"));
        LogLine late = written("db", "up");
        console.accept(up("db"), by(status("db", ProcessPhase.RUNNING)));

        console.line(late);
        console.line(written("db", "quiet"));
        console.close();

        assertThat(terminal.lines()).containsExactly("db  | trying again", "db  | up");
    }

    @Test
    void autoShowsAllUntilAllAreUpAndSaysSoOnce() {
        show(ConsoleOutput.AUTO);
        console.line(written("db", "starting"));

        assertThat(console.accept(up("db"),
                by(status("db", ProcessPhase.RUNNING), status("web", ProcessPhase.STARTING)))).isFalse();
        console.line(written("db", "while web starts"));
        assertThat(console.accept(up("web"),
                by(status("db", ProcessPhase.RUNNING), status("web", ProcessPhase.RUNNING)))).isTrue();
        console.line(written("db", "quiet"));
        assertThat(console.accept(up("web"), by(status("web", ProcessPhase.RUNNING)))).isFalse();
        console.close();

        assertThat(terminal.lines()).containsExactly("db  | starting", "db  | while web starts");
    }

    /** Such as with {@code quarkus.log.console.enabled=false}. */
    @Test
    void withoutAConsoleThereIsNothingToSayAboutIt() {
        Logger root = Logger.getLogger("");
        List<Handler> handlers = List.of(root.getHandlers());
        handlers.forEach(root::removeHandler);
        try {
            show(ConsoleOutput.AUTO);

            assertThat(console.accept(up("db"), by(status("db", ProcessPhase.RUNNING)))).isFalse();
        } finally {
            handlers.forEach(root::addHandler);
        }
    }

    @Test
    void countsTheLostLinesOfAFloodThatArrivesAfterTheEndOfTheProcess() {
        show(ConsoleOutput.AUTO);
        console.line(written("db", "first"));
        await(() -> !terminal.lines().isEmpty());
        for (int i = 0; i < 6; i++) {
            written("db", "lost");
        }
        LogLine last = written("db", "last");

        console.accept(up("db"), by(status("db", ProcessPhase.RUNNING)));
        console.leftOut("db", 6);
        console.line(last);
        console.leftOut("db", 7);
        console.close();

        assertThat(terminal.lines()).hasSize(3).endsWith("db  | last");
        assertThat(terminal.lines().get(1)).startsWith("db  | ... 6 lines too many for the console");
    }

    @Test
    void autoShowsALaterStart() {
        show(ConsoleOutput.AUTO);
        console.accept(up("db"), by(status("db", ProcessPhase.RUNNING)));
        console.line(written("db", "quiet"));

        console.accept(new ProcessEvent.Starting("db", 2, NOW), by(status("db", ProcessPhase.STARTING)));
        console.line(written("db", "starts again"));
        console.close();

        assertThat(terminal.lines()).containsExactly("db  | starts again");
    }

    @Test
    void offShowsNothingAndKeepsTheRecordsOffTheConsole() {
        show(ConsoleOutput.OFF);
        console.line(written("db", "ready"));
        console.accept(crashed("db"), by());

        console.close();

        assertThat(terminal.lines()).isEmpty();
        assertThat(console.hasShownLastLines("db", 1)).isFalse();
    }

    @Test
    void theSentenceAboutAFailureRepeatsTheLastLinesOnlyIfTheConsoleLacksThem() {
        show(ConsoleOutput.AUTO);
        written("db", "no license");
        console.accept(failed("db"), by());
        assertThat(console.hasShownLastLines("db", 1)).isTrue();
        assertThat(console.hasShownLastLines("db", 2)).isFalse();

        errors = Optional.empty();
        kept.put("web", List.of(new LogLine("web", 1, 1, NOW, Stream.STDERR, "not for the log")));
        console.accept(failed("web"), by());
        assertThat(console.hasShownLastLines("web", 1)).isFalse();
        assertThat(terminal.lines()).containsExactly("db  | no license");
    }

    @Test
    void aConsoleForWarningsOnlyLacksThem() {
        terminal.handler.setLevel(Level.WARNING);
        show(ConsoleOutput.AUTO);
        written("db", "no license");

        console.accept(failed("db"), by());

        assertThat(console.hasShownLastLines("db", 1)).isFalse();
    }

    @Test
    void anotherProcessWithTheIdCountsItsLinesAnew() {
        show(ConsoleOutput.ALL);
        console.line(written("db", "one"));
        console.line(written("db", "two"));
        kept.clear();
        console.accept(new ProcessEvent.Starting("db", 1, NOW), by());

        console.line(written("db", "of the other"));
        console.close();

        assertThat(terminal.lines()).contains("db  | of the other");
    }

    @Test
    void aLiveReloadCanChangeTheSetting() {
        show(ConsoleOutput.OFF);
        console.line(written("db", "hidden"));

        show(ConsoleOutput.ALL);
        console.line(written("db", "shown"));
        console.close();

        assertThat(terminal.lines()).containsExactly("db  | shown");
    }

    private void show(ConsoleOutput mode) {
        console.show(Optional.of(mode), List.of("db", "web"));
    }

    private synchronized LogLine written(String id, String text) {
        List<LogLine> lines = kept.computeIfAbsent(id, added -> new ArrayList<>());
        LogLine line = new LogLine(id, 1, lines.size() + 1, NOW, Stream.STDOUT, text);
        lines.add(line);
        return line;
    }

    private static ProcessEvent crashed(String id) {
        return new ProcessEvent.Crashed(id, 1, NOW, EXIT, "exited with 3", true, 1, OptionalInt.of(5), Duration.ZERO);
    }

    private static ProcessEvent failed(String id) {
        return new ProcessEvent.GaveUp(id, 1, NOW, Reason.EXITED, "exited with 3", List.of("no license"));
    }

    private static ProcessEvent up(String id) {
        return new ProcessEvent.Running(id, 1, NOW, Duration.ofSeconds(1), Health.UNCHECKED);
    }

    private static Map<String, ProcessStatus> by(ProcessStatus... statuses) {
        Map<String, ProcessStatus> byId = new LinkedHashMap<>();
        List.of(statuses).forEach(status -> byId.put(status.id(), status));
        return byId;
    }

    private static ProcessStatus status(String id, ProcessPhase phase) {
        return new ProcessStatus(id, id, Optional.empty(), phase, NOW, Health.UNCHECKED, "", OptionalLong.empty(), 1,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), 0);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** The console thread of a terminal that stood still can go on after the close. */
    @Test
    void afterTheCloseNothingChangesTheHandlers() {
        show(ConsoleOutput.ALL);
        // Without it, this thread would wait for the handlers of a live reload.
        console.engineEnds();
        console.close();

        assertThat(console.isActive()).isTrue();
        console.line(written("db", "too late"));

        assertThat(terminal.handler.getFilter()).isNull();
        assertThat(terminal.handler.getFormatter()).isInstanceOf(PatternFormatter.class);
    }

    @Test
    void aFilterThatFailsCostsOneLine() {
        AtomicBoolean failed = new AtomicBoolean();
        terminal.handler.setFilter(entry -> {
            if (entry.getMessage().equals("bad") && !failed.getAndSet(true)) {
                throw new IllegalStateException("this failure is part of the test");
            }
            return true;
        });
        show(ConsoleOutput.ALL);

        console.line(written("db", "bad"));
        await(failed::get);
        console.line(written("db", "good"));

        await(() -> terminal.lines().contains("db  | good"));
    }

    @Test
    void linesThatAreFasterThanTheEventOfTheStartAreShownOnce() {
        show(ConsoleOutput.ALL);
        LogLine first = new LogLine("db", 1, 1, NOW.plusMillis(2), Stream.STDOUT, "first");
        kept.put("db", List.of(first));
        console.line(first);
        await(() -> terminal.lines().contains("db  | first"));
        console.accept(new ProcessEvent.Starting("db", 1, NOW), by());

        console.accept(crashed("db"), by());

        assertThat(terminal.lines()).containsExactly("db  | first");
    }
}
