package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * A JVM under special circumstances. It runs one process after the other: for each line of its input, {@code SIGNAL SCRIPT}, it
 * runs the script, and stops it with the signal once it has written {@code up}. It answers with the output and the exit.
 */
final class SideJvm {

    private SideJvm() {
    }

    public static void main(String[] arguments) throws Exception {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        runner.services().spawner().way().off(List.of(arguments).contains("portable"));
        System.out.println("ready");
        Scanner commands = new Scanner(System.in);
        for (int number = 1; commands.hasNextLine(); number++) {
            String[] command = commands.nextLine().split(" ", 2);
            if (command[0].equals("WAY")) {
                runner.services().spawner().way().access();
                System.out.println(runner.startMethod());
                System.out.println("done");
                continue;
            }
            run(runner, number, command[0], command[1]);
        }
        runner.close();
    }

    private static void run(OsProcessRunner runner, int number, String signal, String script) throws InterruptedException {
        End end = new End(new CountDownLatch(1));
        StopPolicy stop = new StopSettings(signal, Duration.ofSeconds(60), List.of(), StopPolicy.Scope.ROOT,
                StopPolicy.Leftovers.STOP);
        RunningProcess process = runner.start(new ProcessRunner.Launch("p" + number, number,
                new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true), ExecutionSettings.DEFAULT,
                OptionalInt.empty(),
                stop,
                LogSettings.DEFAULT), end);
        process.firstLine("^up$").thenRun(() -> process.terminate(stop.timeout()));
        if (!end.latch().await(60, TimeUnit.SECONDS)) {
            System.out.println("still there");
        }
        for (LogLine line : runner.logs("p" + number, 100)) {
            System.out.println("line " + line.text());
        }
        System.out.println("done");
    }

    private record End(CountDownLatch latch) implements ProcessRunner.Listener {

        @Override
        public void gone() {
            latch.countDown();
        }

        @Override
        public void started(long pid) {
            // The output shows it.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            System.out.println(exit.reason().map(reason -> "failed " + reason + ": ").orElse("ended ") + exit.describe());
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println("not killed " + survivors);
        }
    }
}
