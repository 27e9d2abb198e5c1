package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** A shell that hangs holds up the thread that asks it, and no other. */
class ShellWatchdogTest {

    private static final List<String> MUTE = List.of("/bin/sh", "-c", "cat > /dev/null");
    private static final int ATTEMPTS = 50;

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
