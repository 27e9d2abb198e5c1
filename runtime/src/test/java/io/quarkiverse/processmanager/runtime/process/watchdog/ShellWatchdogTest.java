package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** What the shell receives and when. A shell that hangs holds up the thread that asks it, and no other. */
class ShellWatchdogTest {

    private static final List<String> MUTE = List.of("/bin/sh", "-c", "cat > /dev/null");
    private static final int ATTEMPTS = 50;
    private static final ProcessId FIRST = new ProcessId(2_000_000_001, 1);
    private static final ProcessId SECOND = new ProcessId(2_000_000_002, 1);

    @TempDir
    Path directory;

    @Test
    void startsAndExitsDoNotWaitForAnAnswer() {
        LinuxProcessTable table = new LinuxProcessTable();
        ShellWatchdog watchdog = new ShellWatchdog(MUTE, directory.resolve("state"), RunnerId.create(table), table);
        watchdog.open();
        try {
            boolean before = false;
            // On a busy machine the question can be over before this thread runs again.
            for (int i = 0; i < ATTEMPTS && !before; i++) {
                before = startsBeforeTheAnswer(watchdog, new ProcessId(2_000_000_000 + i, i));
            }

            assertThat(before).isTrue();
        } finally {
            watchdog.close(true);
        }
    }

    /** The JVM can end while a shell is busy. What is left is then the work of that shell. */
    @Test
    void aShellThatIsClosedBeforeItsAnswerStopsWhatIsLeft() {
        Path stopped = directory.resolve("stopped");
        List<String> shell = List.of("/bin/sh", "-c", "cat > /dev/null; sleep 0.7; : > '" + stopped + "'");
        boolean before = false;
        // On a busy machine the question can be over before this thread runs again.
        for (int i = 0; i < ATTEMPTS && !before; i++) {
            before = closesBeforeTheAnswer(shell);
        }
        assertThat(before).isTrue();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(stopped));
    }

    /** Each write wakes the shell, which takes a processor from the next start. */
    @Test
    void theEndOfATreeIsWrittenWithTheNextStart() {
        assertThat(written(watchdog -> {
            watchdog.started(FIRST, "TERM");
            watchdog.ended(FIRST);
        })).containsExactly("group 2000000001 1 TERM");
        assertThat(written(watchdog -> {
            watchdog.started(FIRST, "TERM");
            watchdog.ended(FIRST);
            watchdog.started(SECOND, "TERM");
        })).containsExactly("group 2000000001 1 TERM", "ended 2000000001", "group 2000000002 1 TERM");
    }

    @Test
    void theEndsOfTreesAreWrittenTogetherIfNothingStarts() {
        assertThat(written(watchdog -> {
            watchdog.started(FIRST, "TERM");
            watchdog.started(SECOND, "INT");
            assertThat(watchdog.ended(FIRST)).as("needs a timer").isTrue();
            assertThat(watchdog.ended(FIRST)).as("has ended before").isFalse();
            assertThat(watchdog.ended(SECOND)).as("waits for the same timer").isFalse();
            watchdog.reportEnds();
            watchdog.reportEnds();
        })).containsExactly("group 2000000001 1 TERM", "group 2000000002 1 INT", "ended 2000000001", "ended 2000000002");
    }

    /** The shell would look for a tree that has ended, and the state file would name the tree. */
    @Test
    void aShellThatStopsWhatIsLeftKnowsTheEnds() {
        Path received = directory.resolve("received");
        LinuxProcessTable table = new LinuxProcessTable();
        ShellWatchdog watchdog = new ShellWatchdog(List.of("/bin/sh", "-c", "cat > '" + received + "'"),
                directory.resolve("state"), RunnerId.create(table), table);
        watchdog.open();
        watchdog.started(FIRST, "TERM");
        watchdog.ended(FIRST);

        watchdog.close(false);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(received) && Files.readString(received).endsWith("\nended 2000000001\n"));
    }

    /** The lines of the state file about processes. The shell receives the same ones. */
    private List<String> written(Consumer<ShellWatchdog> reports) {
        LinuxProcessTable table = new LinuxProcessTable();
        RunnerId jvm = RunnerId.create(table);
        ShellWatchdog watchdog = new ShellWatchdog(MUTE, directory.resolve("state"), jvm, table);
        watchdog.open();
        try {
            reports.accept(watchdog);
            return Files.readAllLines(directory.resolve("state").resolve(jvm.text())).stream()
                    .filter(line -> line.matches("(group|ended) .*")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            watchdog.close(true);
        }
    }

    private boolean closesBeforeTheAnswer(List<String> shell) {
        LinuxProcessTable table = new LinuxProcessTable();
        ShellWatchdog watchdog = new ShellWatchdog(shell, directory.resolve("state"), RunnerId.create(table), table);
        watchdog.open();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(watchdog.send("CONT", List.of(2_000_000_000L))), "asking");
        asking.start();
        while (asking.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
            Thread.onSpinWait();
        }
        watchdog.close(false);
        boolean before = !answer.isDone();
        assertThat(answer.join()).isFalse();
        return before;
    }

    private static boolean startsBeforeTheAnswer(ShellWatchdog watchdog, ProcessId root) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(watchdog.send("CONT", List.of(root.pid()))), "asking");
        asking.start();
        while (asking.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
            Thread.onSpinWait();
        }
        watchdog.started(root, "TERM");
        watchdog.ended(root);
        boolean before = !answer.isDone();
        assertThat(answer.join()).as("a mute shell sends no signal").isFalse();
        return before;
    }
}
