package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** Tasks and schedules in dev mode: each run appends a line to a file. */
class TasksOverReloadsTest {

    /** Where dev mode remembers the runs of this module. */
    private static final Path RECORD = Path.of("target/process-manager/runs/once-per-change.properties");
    private static final Path DIRECTORY = directory();

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final ReloadingApplication APP = new ReloadingApplication(new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Reloads.class)
                    .addAsResource(new StringAsset("""
                            quarkus.processes.once-per-change.command=echo $VERSION >> migrated
                            quarkus.processes.once-per-change.shell=true
                            quarkus.processes.once-per-change.cwd=%1$s
                            quarkus.processes.once-per-change.env.VERSION=first
                            quarkus.processes.once-per-change.rerun=on-change
                            quarkus.processes.tick.command=echo tick >> ticks; exit 3
                            quarkus.processes.tick.shell=true
                            quarkus.processes.tick.cwd=%1$s
                            quarkus.processes.tick.schedule.every=1s
                            quarkus.processes.tock.command=echo tock >> tocks
                            quarkus.processes.tock.shell=true
                            quarkus.processes.tock.cwd=%1$s
                            quarkus.processes.tock.schedule.cron=* * * * * ?
                            quarkus.processes.tock.schedule.time-zone=UTC
                            """.formatted(DIRECTORY)), "application.properties")));

    @AfterAll
    static void forget() throws IOException {
        Files.deleteIfExists(RECORD);
    }

    @Test
    void aTaskRunsAgainAfterAChangeOnlyAndSchedulesGoOn() {
        await().atMost(ReloadingApplication.PATIENCE).until(() -> lines("migrated"), List.of("first")::equals);
        await().atMost(ReloadingApplication.PATIENCE).until(() -> Files.exists(RECORD));
        // A run that fails does not end its schedule.
        await().atMost(ReloadingApplication.PATIENCE).until(() -> lines("ticks").size() > 1 && lines("tocks").size() > 1);

        APP.reload();

        int ticks = lines("ticks").size();
        int tocks = lines("tocks").size();
        await().atMost(ReloadingApplication.PATIENCE)
                .until(() -> lines("ticks").size() > ticks + 1 && lines("tocks").size() > tocks + 1);
        assertThat(lines("migrated")).containsExactly("first");

        APP.changeProperties("VERSION=first", "VERSION=second");
        APP.get("/version");

        await().atMost(ReloadingApplication.PATIENCE).until(() -> lines("migrated"), List.of("first", "second")::equals);
    }

    private static List<String> lines(String name) {
        try {
            Path file = DIRECTORY.resolve(name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            Files.deleteIfExists(RECORD);
            return Files.createTempDirectory(Path.of("target"), "tasks").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
