package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** A JVM that starts a detached process, as an application or as the tests of one, and then waits until it is killed. */
final class DetachingJvm {

    /** The beginning of the name of an application whose state is where that of the user is, in place of a directory. */
    static final String SHARED = "shared by ";

    private DetachingJvm() {
    }

    static Command command(String script) {
        return new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true);
    }

    public static void main(String[] arguments) {
        boolean tests = arguments.length > 2;
        OsProcessRunner runner = start(arguments, tests);
        Scanner input = new Scanner(System.in);
        if (tests) {
            // Each line ends an application; the first one is followed by another application.
            input.nextLine();
            runner.close();
            runner = start(arguments, true);
            input.nextLine();
            runner.close();
            System.out.println("closed");
        }
        input.hasNext();
    }

    private static OsProcessRunner start(String[] arguments, boolean tests) {
        boolean shared = arguments[0].startsWith(SHARED);
        OsProcessRunner runner = shared ? OsProcessRunner.forThisMachine() : OsProcessRunner.create(Path.of(arguments[0]));
        if (tests) {
            runner.endDetachedWithJvm();
        }
        runner.inherit(shared ? arguments[0] : "shop", Set.of("p"));
        runner.start(new ProcessRunner.Launch("p", 1, command(arguments[1]),
                ProcessDefinition.builder("p").command("x").detached(true).build().execution(), OptionalInt.empty(),
                new StopSettings("TERM", Duration.ofSeconds(1), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP),
                LogSettings.DEFAULT),
                new Report());
        return runner;
    }

    private record Report() implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            System.out.println("pid " + pid);
        }

        @Override
        public void adopted(long pid, Instant since) {
            System.out.println("adopted pid " + pid);
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
