package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.UnixProgramLookup;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.OrphanedRoots;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * What is done on Windows, on Linux: trees are found and ended by the means of the JDK, and {@code taskkill} is a script that
 * writes down how it is called.
 */
class WindowsPlatformTest {

    private static final String TASKKILL = "echo \"$*\" >> \"$0\"; for word; do case $word in /F) signal=KILL ;; esac; done;"
            + " for word; do case $word in [0-9]*) kill -s ${signal:-TERM} \"$word\" ;; esac; done";

    private final Path calls = Path.of(System.getProperty("java.io.tmpdir"), "taskkill-" + UUID.randomUUID());
    private final Taskkill taskkill = new Taskkill(List.of("sh", "-c", TASKKILL, calls.toString()));
    private final WindowsProcessTable table = new WindowsProcessTable();

    @RegisterExtension
    final Workshop workshop = new Workshop(new WindowsPlatform(table, taskkill, new UnixProgramLookup()));

    @AfterEach
    void deleteTheCalls() throws IOException {
        Files.deleteIfExists(calls);
    }

    @Test
    void aTreeIsAskedToEndAndThenGone() throws IOException {
        Workshop.Started started = workshop.start(workshop.sh("sleep 1000 & sleep 1001 & echo up; wait"));
        workshop.awaitLine("up");

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
        assertThat(calls()).allMatch(call -> call.startsWith("/PID ") && !call.endsWith("/F"));
        assertThat(calls().get(0)).contains("/PID " + started.witness().pid());
    }

    @Test
    void aTreeThatDoesNotListenIsKilled() throws IOException {
        Workshop.Started started = workshop
                .start(workshop.sh("trap '' TERM; (trap '' TERM; sleep 1000; exit) & echo up; sleep 1000; exit"));
        workshop.awaitLine("up");

        started.terminate();
        started.process().kill();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
        assertThat(calls()).anyMatch(call -> call.startsWith("/T /PID ") && call.endsWith("/F"));
    }

    @Test
    void aNeighbourIsLeftAlone() {
        Workshop.Started neighbour = workshop.start(workshop.sh("sleep 1000 & echo neighbour; wait"));
        workshop.awaitLine("neighbour");
        Workshop.Started started = workshop.start(workshop.sh("echo up; exec sleep 1000"));
        workshop.awaitLine("up");

        started.process().kill();
        started.witness().awaitGone();

        assertThat(neighbour.witness().events()).containsExactly("started");
        neighbour.process().kill();
        neighbour.witness().awaitGone();
    }

    @Test
    void aProcessThatEndsByItselfIsGone() {
        Workshop.Started started = workshop.start(workshop.sh("echo up; exit 3"));

        assertThat(started.witness().awaitGone().exit().code()).hasValue(3);
        assertThat(workshop.lines()).containsExactly("up");
    }

    @Test
    void withoutTaskkillTheJdkEndsThem() throws Exception {
        Process process = new ProcessBuilder("sleep", "1000").start();

        new Taskkill(List.of("/no/taskkill")).kill(List.of(process.toHandle()));

        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void theNextStartEndsWhatIsLeftAndNobodyElse() throws Exception {
        Process left = new ProcessBuilder("sleep", "1000").start();
        Process innocent = new ProcessBuilder("sleep", "1000").start();
        try {
            long start = table.read(left.pid()).orElseThrow().identity().startTicks();
            Path state = workshop.directory().resolve("reclaimed");
            StateDirectory.prepare(state);
            Files.writeString(state.resolve("1_1_cafe"), table.pidScope().text() + "\ngroup " + left.pid() + " " + start
                    + " TERM\ngroup " + innocent.pid() + " 1 TERM\ngroup " + innocent.pid());
            Watchdog watchdog = new WindowsWatchdog(state, RunnerId.create(table), table, taskkill);

            watchdog.open();

            assertThat(left.waitFor()).isEqualTo(128 + 9);
            assertThat(innocent.isAlive()).isTrue();
            assertThat(state.resolve("1_1_cafe")).doesNotExist();
            watchdog.close(true);
            assertThat(state).isEmptyDirectory();
        } finally {
            left.destroyForcibly();
            innocent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aStateFileTellsWhoWasNotGone() {
        assertThat(OrphanedRoots.of(List.of("by-the-clock", "group 7 70 TERM", "group 8 80 TERM", "ended 7", "group 9 90 INT",
                "ended", "group 10 1")))
                .containsExactly(new ProcessId(8, 80), new ProcessId(9, 90));
        assertThat(OrphanedRoots.of(List.of("group x 1 TERM"))).isEmpty();
    }

    /** A file system without owners and permissions stands in for that of Windows. */
    @Test
    void stateIsKeptWithoutPermissionsToo() throws IOException {
        URI zip = URI.create("jar:" + workshop.directory().resolve("disk.zip").toUri());
        try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path state = disk.getPath("/Users/x/AppData/Local/quarkus-process-manager");

            StateDirectory.prepare(state);
            StateDirectory.prepare(state);
            Files.writeString(state.resolve("1_1_dead"), table.pidScope().text() + "\n", StandardCharsets.UTF_8);

            assertThat(StateFile.abandoned(state, table)).containsExactly(state.resolve("1_1_dead"));
        }
    }

    @Test
    void stateIsKeptInTheProfileOfTheUser() {
        assertThat(StateDirectory.inProfile("/Users/x/AppData/Local"))
                .isEqualTo(Path.of("/Users/x/AppData/Local/quarkus-process-manager"));
        assertThat(StateDirectory.inProfile(null).getFileName()).hasToString(".quarkus-process-manager");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }
}
