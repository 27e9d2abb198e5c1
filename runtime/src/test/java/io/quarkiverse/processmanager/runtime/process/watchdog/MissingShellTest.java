package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.spawn.SessionStarter;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** A system without the shell of the watchdog: one sentence names the shell, and nothing fails. */
class MissingShellTest {

    @TempDir
    Path directory;

    private final LinuxProcessTable table = new LinuxProcessTable();

    @Test
    void oneWarningNamesTheShell() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(ShellWatchdog.class.getName());
        Handler handler = collector(warnings);
        logger.addHandler(handler);
        try {
            ShellWatchdog watchdog = new ShellWatchdog(words(directory.resolve("bin/sh")), directory.resolve("state"),
                    RunnerId.create(table), table);
            watchdog.open();
            watchdog.started(new ProcessId(7, 100), "TERM");
            watchdog.ended(new ProcessId(7, 100));
            watchdog.close(true);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(warnings).containsExactly("cannot start the watchdog: " + directory.resolve("bin/sh")
                + " is missing, or may not be executed; processes are left behind if the JVM is killed");
    }

    @Test
    void aShellThatMayNotBeExecutedIsNamedToo() throws IOException {
        Path shell = Files.createFile(directory.resolve("sh"));

        assertThatThrownBy(() -> WatchdogShell.reclaim(words(shell), List.of(), table, 0))
                .isInstanceOf(IOException.class).hasMessage(shell + " is missing, or may not be executed");
    }

    @Test
    void theCommandLineOfTheWatchdogHasTheShell() {
        assertThat(WatchdogShell.words(SessionStarter.find().orElseThrow(), WatchdogScan.PROC)).contains("/bin/sh");
    }

    private static List<String> words(Path shell) {
        return List.of(shell.toString(), "-c", "cat");
    }

    private static Handler collector(List<String> warnings) {
        return new Handler() {

            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(new SimpleFormatter().formatMessage(record));
                }
            }

            @Override
            public void flush() {
                // The messages are not buffered.
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }
}
