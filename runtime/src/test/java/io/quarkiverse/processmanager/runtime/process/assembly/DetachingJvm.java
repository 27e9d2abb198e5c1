package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.Set;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** A JVM that starts a detached process and then waits until it is killed. */
final class DetachingJvm {

    private DetachingJvm() {
    }

    static Command command(String script) {
        return new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true);
    }

    public static void main(String[] arguments) {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        runner.inherit("shop", Set.of("p"));
        runner.start(new ProcessRunner.Launch("p", 1, command(arguments[1]),
                ProcessDefinition.builder("p").command("x").detached(true).build().execution(), OptionalInt.empty(),
                new StopSettings("TERM", Duration.ofSeconds(1), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP),
                LogSettings.DEFAULT),
                new Report());
        new Scanner(System.in).hasNext();
    }

    private record Report() implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            System.out.println("pid " + pid);
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            System.out.println("not started: " + exit.describe());
        }

        @Override
        public void gone() {
            // The JVM does not wait for this.
        }

        @Override
        public void notKilled(List<String> survivors) {
            System.out.println(survivors);
        }
    }
}
