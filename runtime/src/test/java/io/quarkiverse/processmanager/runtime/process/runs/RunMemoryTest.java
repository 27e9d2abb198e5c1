package io.quarkiverse.processmanager.runtime.process.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

class RunMemoryTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Exit DONE = Exits.of(0, Optional.empty(), NOW, Duration.ofMillis(3200));

    @TempDir
    Path project;
    private RunMemory memory = new RunMemory();

    @BeforeEach
    void inTheDirectory() throws IOException {
        memory.in(project.resolve("target/runs"));
        write("db/1.sql", "create");
    }

    @Test
    void aSuccessIsKnownToTheNextJvm() throws IOException {
        run(launch(1, "a", "db"));

        nextJvm();

        RunMemory.Success success = begin(launch(1, "a", "db")).orElseThrow();
        assertThat(success.exit()).isEqualTo(DONE);
        assertThat(success.why()).startsWith("its definition and 1 file are unchanged since its success at 2026-11-29 ");
    }

    @Test
    void anotherDefinitionOrOtherContentsAreAReasonToRun() throws IOException {
        run(launch(1, "a", "db"));

        assertThat(begin(launch(2, "b", "db"))).isEmpty();
        run(launch(3, "a", "db"));
        write("db/1.sql", "CREATE");
        assertThat(begin(launch(4, "a", "db"))).isEmpty();
    }

    @Test
    void aFurtherWatchedDirectoryIsAReasonToRun() throws IOException {
        run(launch(1, "a"));

        assertThat(begin(launch(2, "a", "db"))).isEmpty();
    }

    /** The task has changed something, and its inputs are again what they were: only a run can tell what the state is. */
    @Test
    void aRunThatDoesNotSucceedMakesEarlierSuccessesVoid() throws IOException {
        run(launch(1, "a", "db"));
        write("db/1.sql", "drop");
        begin(launch(2, "a", "db"));
        write("db/1.sql", "create");

        nextJvm();

        assertThat(begin(launch(1, "a", "db"))).isEmpty();
    }

    @Test
    void aChangeDuringTheRunIsAReasonForTheNextOne() throws IOException {
        ProcessRunner.Launch launch = launch(1, "a", "db");
        begin(launch);
        write("db/1.sql", "alter");
        memory.succeeded(launch, DONE);

        assertThat(begin(launch(2, "a", "db"))).isEmpty();
    }

    @Test
    void aLateSuccessOfAnEarlierRunDoesNotCount() throws IOException {
        ProcessRunner.Launch first = launch(1, "a", "db");
        begin(first);
        begin(launch(2, "a", "db"));
        memory.succeeded(first, DONE);

        nextJvm();

        assertThat(begin(launch(1, "a", "db"))).isEmpty();
    }

    @Test
    void oneSuccessIsEnoughIfNoChangeCounts() throws IOException {
        run(launch(1, "a"));

        RunMemory.Success success = memory.begin(launch(2, new ProcessRunner.Inputs("b", List.of(), false, true)), false, NOW)
                .orElseThrow();

        assertThat(success.why()).startsWith("it has succeeded at 2026-11-29 ").endsWith(", and rerun is manual");
    }

    @Test
    void aRequestedRunAndOneWhoseProductIsMissingAreNotSkipped() throws IOException {
        run(launch(1, "a"));

        assertThat(memory.begin(launch(2, "a"), true, NOW)).isEmpty();
        run(launch(3, "a"));
        assertThat(memory.begin(launch(4, new ProcessRunner.Inputs("a", List.of(), true, false)), false, NOW)).isEmpty();
    }

    @Test
    void aFileThatIsNoRecordIsAReasonToRun() throws IOException {
        run(launch(1, "a"));
        write("target/runs/migrate.properties", "definition=a\n");

        assertThat(begin(launch(2, "a"))).isEmpty();
    }

    @Test
    void withoutADirectoryNothingIsRemembered() throws IOException {
        memory = new RunMemory();
        run(launch(1, "a"));

        assertThat(begin(launch(2, "a"))).isEmpty();
        assertThat(project.resolve("target")).doesNotExist();
    }

    /** Arguments and variables can be secrets, and a directory of the build is no place for them. */
    @Test
    void theRecordHasNoTextOfASetting() throws IOException {
        run(launch(1, "a", "db"));

        assertThat(Files.readString(project.resolve("target/runs/migrate.properties"))).doesNotContain("sleep", "1.sql");
    }

    private void nextJvm() {
        memory = new RunMemory();
        memory.in(project.resolve("target/runs"));
    }

    private Optional<RunMemory.Success> begin(ProcessRunner.Launch launch) throws IOException {
        return memory.begin(launch, false, NOW);
    }

    private void run(ProcessRunner.Launch launch) throws IOException {
        begin(launch);
        memory.succeeded(launch, DONE);
    }

    private ProcessRunner.Launch launch(long incarnation, String definition, String... patterns) {
        return launch(incarnation, new ProcessRunner.Inputs(definition, List.of(patterns), true, true));
    }

    private ProcessRunner.Launch launch(long incarnation, ProcessRunner.Inputs inputs) {
        return new ProcessRunner.Launch("migrate", incarnation,
                CommandSettings.of("sleep").in(Optional.of(project), Map.of()), ExecutionSettings.DEFAULT,
                OptionalInt.empty(), List.of(), StopSettings.DEFAULT, LogSettings.DEFAULT, Optional.empty(), List.of(),
                Optional.empty(), Optional.of(inputs), ProcessRunner.Notice.NONE);
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
