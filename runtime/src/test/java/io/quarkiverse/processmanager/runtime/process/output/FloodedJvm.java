package io.quarkiverse.processmanager.runtime.process.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;

/** A JVM with little memory whose processes write a lot; it writes the last line of each process at the end. */
final class FloodedJvm {

    private FloodedJvm() {
    }

    /**
     * Runs the processes.
     *
     * @param arguments the state directory, the number of processes, their script, the capture mode, the directory of their log
     *         files
     */
    public static void main(String[] arguments) throws InterruptedException {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        CountDownLatch gone = new CountDownLatch(count);
        runner.outputTo(line -> {
        });
        for (int i = 0; i < count; i++) {
            LogSettings log = LogSettings.DEFAULT.withCapture(LogPolicy.Capture.valueOf(arguments[3]))
                    .withFile(new LogFileSettings(Path.of(arguments[4], "p" + i + ".log"), 1_000_000, 1));
            Command command = new CommandSettings(List.of("perl", "-e", arguments[2]), false, Optional.empty(), Map.of(), true);
            runner.start(
                    new ProcessRunner.Launch("p" + i, 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                            StopSettings.DEFAULT,
                            log),
                    new Countdown(gone));
        }
        gone.await();
        for (int i = 0; i < count; i++) {
            System.out.println(runner.logs("p" + i, 1).get(0).text());
        }
        runner.close();
        System.out.println("closed");
        System.exit(0);
    }

    private record Countdown(CountDownLatch open) implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // Only the end counts.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            // Only the end counts.
        }

        @Override
        public void gone() {
            open.countDown();
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println(survivors);
        }
    }
}
