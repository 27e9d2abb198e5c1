package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
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
