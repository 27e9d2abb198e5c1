package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/** A JVM that writes the events of one process with the given isolation, and kills the process when a line of input arrives. */
final class UnprivilegedJvm {

    private UnprivilegedJvm() {
    }

    public static void main(String[] arguments) {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        Command command = new CommandSettings(List.of(arguments[1]), true, Optional.empty(), Map.of(), true);
        Execution execution = ProcessDefinition.builder("p").command("x").isolation(Isolation.valueOf(arguments[2])).build()
                .execution();
        RunningProcess process = runner
                .start(new ProcessRunner.Launch("p", 1, command, execution, OptionalInt.empty(),
                        StopSettings.DEFAULT, LogSettings.DEFAULT), new Echo());
        Scanner input = new Scanner(System.in);
        input.nextLine();
        process.kill();
        input.nextLine();
        runner.close();
    }

    private record Echo() implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            System.out.println("started");
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            System.out.println("exited, left " + leftovers);
        }

        @Override
        public void gone() {
            System.out.println("gone");
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println("not killed " + survivors);
        }
    }
}
