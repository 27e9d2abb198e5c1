package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * A JVM without a free file descriptor at the time when it kills a tree; it writes whether the tree was reported gone by then.
 */
final class StarvedJvm {

    private StarvedJvm() {
    }

    public static void main(String[] arguments) throws Exception {
        OsProcessRunner runner = OsProcessRunner.create(Path.of(arguments[0]));
        // The native way frees the descriptor of a root that exits, which is enough for a scan.
        runner.services().spawner().way().off(true);
        // A first run loads all classes, because later no descriptor is free to load them.
        Path go = Path.of(arguments[0] + "-go");
        Files.createDirectory(go);
        start(runner, go).awaitGone();

        Files.delete(go);
        Witness witness = start(runner, go);
        List<FileInputStream> hoard = hoard();
        // A directory, because a new file needs a descriptor.
        Files.createDirectory(go);
        TimeUnit.SECONDS.sleep(2);
        boolean gone = witness.events().contains("gone");
        for (FileInputStream file : hoard) {
            file.close();
        }
        witness.awaitGone();
        runner.close();
        System.out.println(gone ? "gone" : "not gone");
    }

    /** Starts a tree whose root exits when there is a directory, and kills the leftovers after that. */
    private static Witness start(OsProcessRunner runner, Path go) {
        Witness witness = new Witness();
        // The exit of a root with an open input frees a descriptor, which is enough for a scan.
        String script = "setsid sleep 1000 & sleep 1000 & until [ -d '" + go + "' ]; do sleep 0.05; done";
        Command command = new CommandSettings(List.of(script), true, Optional.empty(), Map.of(), true, Set.of(),
                Optional.of(Stdin.NONE), true, Map.of());
        RunningProcess process = runner
                .start(new ProcessRunner.Launch("p", 1, command, ExecutionSettings.DEFAULT, OptionalInt.empty(),
                        StopSettings.DEFAULT, LogSettings.DEFAULT), witness);
        witness.pid();
        Thread killer = new Thread(() -> {
            witness.exit();
            process.kill();
        });
        killer.setDaemon(true);
        killer.start();
        return witness;
    }

    private static List<FileInputStream> hoard() {
        List<FileInputStream> hoard = new ArrayList<>();
        try {
            while (true) {
                hoard.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            return hoard;
        }
    }
}
