package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.command.CommandWords;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;

/** The commands in the documentation print the documented output, for any user. */
class CommandsTest {

    @TempDir
    Path state;

    @Test
    void commandsPrintWhatThePageSays() throws IOException, InterruptedException {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "limits are there on Linux only");
        List<ProcessDefinition> definitions = ExamplesTest.read("commands.properties").all();

        try (OsProcessRunner runner = OsProcessRunner.create(state)) {
            assertThat(print(runner, definitions, "greeter")).containsExactly("one word;two;three, and $four;");
            assertThat(print(runner, definitions, "pipeline")).containsExactly("LOUD");
            assertThat(print(runner, definitions, "importer")).containsExactly("0027 10 256");
        }
    }

    @Test
    void commandsOfAProcessPrintWhatThePageSays() throws Exception {
        Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the example needs a shell");
        ProcessDefinition notes = ExamplesTest.read("process-commands.properties").all().stream()
                .filter(one -> one.id().equals("notes")).findFirst().orElseThrow();

        try (OsProcessRunner runner = OsProcessRunner.create(state)) {
            assertThat(run(runner, notes, "add", Map.of("text", "two words; $HOME", "tag", "a")))
                    .containsExactly("note;--tag=a;two words; $HOME;");
            assertThat(run(runner, notes, "add", Map.of("text", "two words; $HOME")))
                    .containsExactly("note;two words; $HOME;");
            assertThat(run(runner, notes, "count", Map.of("text", "three little words"))).containsExactly("3");
        }
    }

    private static List<String> run(OsProcessRunner runner, ProcessDefinition definition, String name,
            Map<String, String> values)
            throws Exception {
        CommandWords words = CommandWords.of(definition.commands().get(name), values);
        assertThat(words.problems()).isEmpty();
        CommandSettings command = ((CommandSettings) definition.command()).in(Optional.empty(), words.variables());
        List<String> lines = new CopyOnWriteArrayList<>();
        runner.run(new RunningCommand.Order(new ProcessRunner.Launch(definition.id(), 1, command, definition.execution(),
                definition.port(), definition.stop(), definition.log()), name, words.words(), Duration.ofMinutes(1),
                line -> lines.add(line.text()))).exit().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return lines;
    }

    private static List<String> print(OsProcessRunner runner, List<ProcessDefinition> definitions, String id)
            throws InterruptedException {
        ProcessDefinition definition = definitions.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        CountDownLatch gone = new CountDownLatch(1);
        runner.start(new ProcessRunner.Launch(id, 1, definition.command(), definition.execution(), definition.port(),
                definition.stop(), definition.log()), new Waiting(gone));
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        return runner.logs(id, 100).stream().map(LogLine::text).toList();
    }

    private record Waiting(CountDownLatch latch) implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // The test reads the output instead.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            // The test reads the output instead.
        }

        @Override
        public void gone() {
            latch.countDown();
        }

        @Override
        public void notKilled(List<String> survivors) {
            throw new AssertionError(survivors);
        }
    }
}
