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
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.platform.Platforms;

/** A JVM that runs process trees of several kinds and then waits for its death. */
public final class DoomedJvm {

    static final List<String> TREES = List.of("sleep NAP & sleep NAP & wait", "trap '' TERM; sleep NAP; sleep NAP",
            "setsid sleep NAP & sleep 0.1", "env -i sleep NAP & sleep NAP & kill -STOP $!; wait",
            "env -i setsid sh -c 'sleep NAP & wait' & sleep NAP & wait",
            "(setsid sh -c 'sleep NAP </dev/null >/dev/null 2>&1 &') ; exec sleep NAP");

    private static final String PORT = "port=";
    private static final String SERVER = "exec perl -e 'use IO::Socket::INET; $s = IO::Socket::INET->new(LocalAddr =>"
            + " q(127.0.0.1), LocalPort => PORT, Listen => 5, ReuseAddr => 1) or die $!; sleep NAP'";

    /** The number of processes that stay alive. */
    static final int PROCESSES = 15;

    private DoomedJvm() {
    }

    /** The sleep time that identifies the processes of a JVM. */
    public static String nap(long pid) {
        return "1000." + pid + "1";
    }

    /** The option of a JVM that runs one process alone, which listens on the port that it claims. */
    static String listeningOn(int port) {
        return PORT + port;
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = List.of(arguments);
        OptionalInt port = options.stream().filter(option -> option.startsWith(PORT))
                .mapToInt(option -> Integer.parseInt(option.substring(PORT.length()))).findFirst();
        List<PortClaim> claims = port.stream().mapToObj(number -> new PortClaim(number, "port")).toList();
        List<String> trees = port.isEmpty() ? TREES : List.of(SERVER.replace("PORT", String.valueOf(port.getAsInt())));
        Platform platform = options.contains("ps") ? Platforms.withPs() : Platform.ofThisMachine();
        OsProcessRunner runner = OsProcessRunner.create(platform, Path.of(arguments[0]));
        Execution execution = options.contains("confined") ? confined() : ExecutionSettings.DEFAULT;
        int count = trees.size();
        CountDownLatch up = new CountDownLatch(count);
        // The decision about the way takes longer than the starts.
        runner.services().spawner().way().off(options.contains("portable"));
        System.out.println("starting " + (runner.services().spawner().way().access().isPresent() ? "native" : "portable"));
        for (int i = 0; i < count; i++) {
            String script = trees.get(i).replace("NAP", nap(ProcessHandle.current().pid()));
            Command command = new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true);
            RunningProcess process = runner
                    .start(new ProcessRunner.Launch("p" + i, 1, command, execution, OptionalInt.empty(), claims,
                            StopSettings.DEFAULT, LogSettings.DEFAULT, Optional.empty(), List.of(), Optional.empty(),
                            Optional.empty(), ProcessRunner.Notice.NONE), new Countdown(up));
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
            System.out.println("spawned");
            up.countDown();
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            exit.reason().ifPresent(System.out::println);
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
