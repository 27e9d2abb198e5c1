package io.quarkiverse.processmanager.runtime.process.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.platform.Platforms;

/** A JVM that runs process trees of several kinds and then waits for its death. */
public final class DoomedJvm {

    private static final List<String> TREES = List.of("sleep NAP & sleep NAP & wait", "trap '' TERM; sleep NAP; sleep NAP",
            "setsid sleep NAP & sleep 0.1", "env -i sleep NAP & sleep NAP & kill -STOP $!; wait",
            "env -i setsid sh -c 'sleep NAP & wait' & sleep NAP & wait",
            "(setsid sh -c 'sleep NAP </dev/null >/dev/null 2>&1 &') ; exec sleep NAP");

    /** The number of processes that stay alive. */
    static final int PROCESSES = 15;

    private DoomedJvm() {
    }

    /** The sleep time that identifies the processes of a JVM. */
    public static String nap(long pid) {
        return "1000." + pid + "1";
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = List.of(arguments);
        Platform platform = options.contains("ps") ? Platforms.withPs() : Platform.ofThisMachine();
        OsProcessRunner runner = OsProcessRunner.create(platform, Path.of(arguments[0]));
        Execution execution = options.contains("confined") ? confined() : ExecutionSettings.DEFAULT;
        int count = TREES.size();
        CountDownLatch up = new CountDownLatch(count);
        System.out.println("starting");
        for (int i = 0; i < count; i++) {
            String script = TREES.get(i % TREES.size()).replace("NAP", nap(ProcessHandle.current().pid()));
            Command command = new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true);
            RunningProcess process = runner
                    .start(new ProcessRunner.Launch("p" + i, 1, command, execution, OptionalInt.empty(),
                            StopSettings.DEFAULT, LogSettings.DEFAULT), new Countdown(up));
            process.firstLine("never");
        }
        up.await();
        System.out.println("up");
        String command = new Scanner(System.in).nextLine();
        switch (command) {
            case "EXIT" -> System.exit(0);
            case "MEMORY" -> hoard();
            default -> Runtime.getRuntime().halt(1);
        }
    }

    private static void hoard() {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            hoard.add(new byte[1 << 20]);
        }
    }

    private static Execution confined() {
        Execution plain = ExecutionSettings.DEFAULT;
        return new ExecutionSettings(plain.user(), plain.group(), plain.umask(), plain.nice(), plain.ulimits(),
                Execution.Isolation.CGROUP, false);
    }

    private record Countdown(CountDownLatch up) implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            up.countDown();
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            // The JVM does not wait for this.
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
