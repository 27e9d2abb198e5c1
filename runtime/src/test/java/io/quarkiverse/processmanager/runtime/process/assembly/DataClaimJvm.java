package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Scanner;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.DataPlace;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/** A JVM that starts a process with a data directory of its own, and then waits until it is killed. */
final class DataClaimJvm {

    private DataClaimJvm() {
    }

    /** The arguments are the state directory, the data directory, the script and the use of the directory. A line ends the use. */
    public static void main(String[] arguments) {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        RunningProcess process = runner
                .start(new ProcessRunner.Launch("db", 1, DetachingJvm.command(arguments[2]), ExecutionSettings.DEFAULT,
                        OptionalInt.empty(),
                        new StopSettings("TERM", Duration.ofSeconds(1), List.of(), StopPolicy.Scope.ROOT,
                                StopPolicy.Leftovers.STOP),
                        LogSettings.DEFAULT)
                        .withData(new DataPlace(Path.of(arguments[1]), DataPlace.Use.valueOf(arguments[3]))),
                        new Report());
        Scanner input = new Scanner(System.in);
        input.nextLine();
        process.terminate(Duration.ofSeconds(10));
        input.nextLine();
        runner.close();
    }

    private record Report() implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            System.out.println(pid);
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            System.out.println("not started: " + exit.describe());
        }

        @Override
        public void gone() {
            System.out.println("gone");
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println(survivors);
        }
    }
}
