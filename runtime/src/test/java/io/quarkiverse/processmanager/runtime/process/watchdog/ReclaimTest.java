package io.quarkiverse.processmanager.runtime.process.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.platform.LinuxProcessTable;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

/** What a start does with the state files of dead JVMs. The shell only records what it would have run. */
class ReclaimTest {

    @TempDir
    Path parent;

    private final LinuxProcessTable table = new LinuxProcessTable();

    @Test
    void oneShellRunsAllFiles() throws IOException {
        Path directory = stateDirectory();
        String prefix = "file " + directory.toRealPath();
        IntStream.range(1, 31).forEach(i -> write(directory.resolve(i + "_1_dead"), "marker QPM_" + i));

        Reclaim.run(shell("exit 0"), directory, table);

        assertThat(runs()).hasSize(1);
        assertThat(Files.readAllLines(parent.resolve("input"))).filteredOn(line -> line.startsWith("marker ")).hasSize(30);
        assertThat(Files.readAllLines(parent.resolve("input")))
                .filteredOn(line -> line.startsWith(prefix)).hasSize(30);
    }

    @Test
    void aShellThatIsKilledIsFollowedByAnother() throws IOException {
        write(stateDirectory().resolve("1_1_dead"), "marker QPM_1");

        Reclaim.run(shell("[ $(wc -l < runs) -ge 2 ] || kill -s KILL $$"), parent.resolve("state"), table);

        assertThat(runs()).hasSize(2);
    }

    @Test
    void theLogNamesWhatWasStopped() throws Exception {
        Path directory = stateDirectory();
        Process db = session("QPM_1_1_dead", "1-db");
        Process nameless = session("OTHER", "x");
        Process escaped = session("QPM_1_1_dead", "2-escaped");
        try {
            write(directory.resolve("1_1_dead"), "marker QPM_1_1_dead\n" + group(db) + "\n" + group(nameless) + "\n"
                    + group(escaped));

            List<String> lines = logged(() -> Reclaim.run(
                    shell("kill -KILL " + db.pid() + " " + nameless.pid() + "; while kill -0 " + db.pid() + " || kill -0 "
                            + nameless.pid() + "; do sleep 0.01; done 2> /dev/null"),
                    directory, table));

            assertThat(lines).singleElement().asString()
                    .startsWith("Stopped what an earlier run had left behind, because its JVM was killed: ")
                    .contains("db (pid " + db.pid() + ")", "sleep (pid " + nameless.pid() + ")").doesNotContain("escaped");
        } finally {
            escaped.destroyForcibly();
            nameless.destroyForcibly();
            db.destroyForcibly();
        }
    }

    @Test
    void aRunThatHasLeftNothingNeedsNoLine() throws Exception {
        Path directory = stateDirectory();
        write(directory.resolve("1_1_dead"), "marker QPM_1_1_dead\ngroup 999999999 1 TERM");

        assertThat(logged(() -> Reclaim.run(shell("exit 0"), directory, table))).isEmpty();
    }

    /** A process that leads a session, in the environment of a dead JVM. */
    private static Process session(String variable, String value) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "1000");
        builder.environment().put(variable, value);
        return builder.start();
    }

    private String group(Process process) {
        await().atMost(Duration.ofMinutes(1)).until(() -> table.read(process.pid())
                .filter(entry -> entry.group() == process.pid() && table.command(process.pid()).contains("sleep")).isPresent());
        return "group " + process.pid() + " " + table.read(process.pid()).orElseThrow().identity().startTicks() + " TERM";
    }

    private static List<String> logged(Runnable work) {
        Logger logger = Logger.getLogger("io.quarkiverse.processmanager");
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord line) {
                if (line.getLoggerName().equals(logger.getName()) && line.getLevel().intValue() == Level.INFO.intValue()) {
                    lines.add(line instanceof ExtLogRecord extended ? extended.getFormattedMessage() : line.getMessage());
                }
            }

            @Override
            public void flush() {
                // There is no buffer.
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines;
    }

    /** Two JVMs that start at the same time find the same files. */
    @Test
    void aWatchdogHasItsStateFileAlthoughAnotherJvmRemovesTheAbandonedOnes() throws IOException {
        Path directory = stateDirectory();
        write(directory.resolve("1_1_dead"), "marker QPM_1");
        Files.createDirectory(directory.resolve("2_1_odd"));
        RunnerId jvm = RunnerId.create(table);
        ShellWatchdog watchdog = new ShellWatchdog(shell("rm -f state/1_1_dead"), directory, jvm, table);

        watchdog.open();

        assertThat(directory.resolve(jvm.text())).exists();
        watchdog.close(true);
        assertThat(directory.resolve(jvm.text())).doesNotExist();
    }

    @Test
    void theFilesOfContainersThatAreGoneAreRemoved() throws IOException {
        Path directory = stateDirectory();
        String elsewhere = table.pidScope().boot() + " pid:[1]";
        Path young = write(directory.resolve("1_1_young"), elsewhere);
        Path old = old(write(directory.resolve("1_1_old"), elsewhere));
        Path created = Files.createFile(directory.resolve("1_1_created"));
        Path torn = old(Files.createFile(directory.resolve("1_1_torn")));

        assertThat(StateFile.abandoned(directory, table)).isEmpty();

        assertThat(List.of(young, created)).allMatch(Files::exists);
        assertThat(List.of(old, torn)).noneMatch(Files::exists);
        assertThat(StateFile.isElsewhere(young, table.pidScope())).isTrue();
        assertThat(StateFile.isElsewhere(old, table.pidScope())).isFalse();
    }

    /** Its JVM has started no process for two days. */
    @Test
    void theFileOfAContainerWhoseJvmLivesIsKept() throws Exception {
        Path directory = stateDirectory();
        Path old = old(write(directory.resolve("1_1_old"), table.pidScope().boot() + " pid:[1]"));
        Process jvm = new ProcessBuilder("perl", "-MFcntl", "-e", "$| = 1; open my $file, '>>', $ARGV[0];"
                + " my $lock = pack 's s x4 q q i x4', F_WRLCK, 0, 0, 0, 0; fcntl $file, F_SETLK, $lock or die;"
                + " print \"locked\\n\"; sleep 100", old.toString())
                .start();
        try {
            assertThat(jvm.inputReader().readLine()).isEqualTo("locked");
            StateFile.abandoned(directory, table);
            assertThat(old).exists();
        } finally {
            jvm.destroyForcibly();
        }
        jvm.waitFor();

        StateFile.abandoned(directory, table);
        assertThat(old).doesNotExist();
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }

    private Path stateDirectory() throws IOException {
        StateDirectory.prepare(parent.resolve("state"));
        return parent.resolve("state");
    }

    private Path write(Path file, String line) {
        try {
            String first = line.startsWith("marker ") ? table.pidScope().text() + "\n" : "";
            return Files.writeString(file, first + line + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A shell that records its runs and its input, and then runs a script in the directory of the test. */
    private List<String> shell(String script) {
        return List.of("/bin/sh", "-c", "cd '" + parent + "'; echo run >> runs; cat >> input; " + script);
    }

    private List<String> runs() throws IOException {
        return Files.readAllLines(parent.resolve("runs"));
    }
}
