package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.state.StateFile;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** Stops what dead JVMs have left whose watchdogs are dead, too. A failure prevents no start. */
final class Reclaim {

    private static final Logger LOG = Logger.getLogger(Reclaim.class);
    /** The category of what a user asks about: a process that was there is gone. */
    private static final Logger ENGINE = Logger.getLogger("io.quarkiverse.processmanager");
    /** What the script needs beside the shell itself. */
    private static final List<String> TOOLS = List.of("grep", "ls", "sleep");
    private static final long MOST_MILLIS = 10_000;
    private static final int ATTEMPTS = 3;

    private Reclaim() {
    }

    static void reportMissingTools() {
        List<String> missing = TOOLS.stream().filter(tool -> SystemTools.find(tool).isEmpty()).toList();
        if (!missing.isEmpty()) {
            LOG.warnf("the watchdog needs programs that were not found, %s: processes may be left behind if the JVM is killed",
                    String.join(", ", missing));
        }
    }

    /**
     * Stops what is left of the state files in a directory, all of them at the same time. Waits for it, because it can hold the
     * ports and the files of the first process. A shell that was killed has left some of it, so another one follows.
     */
    static void run(List<String> shellWords, Path directory, ProcessTable table) {
        List<Path> abandoned = StateFile.abandoned(directory, table);
        if (abandoned.isEmpty()) {
            return;
        }
        Leftovers leftovers = Leftovers.of(abandoned, table);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (abandoned.isEmpty() || hasRun(shellWords, abandoned, table)) {
                leftovers.ended().ifPresent(
                        ended -> ENGINE.infof("Stopped what an earlier run had left behind, because its JVM was killed: %s",
                                ended));
                return;
            }
            abandoned = StateFile.abandoned(directory, table);
        }
        LOG.warnf("cannot stop what an earlier run may have left in %s; the next start tries it again", directory);
    }

    private static boolean hasRun(List<String> shellWords, List<Path> abandoned, ProcessTable table) {
        try {
            OptionalInt exit = WatchdogShell.reclaim(shellWords, abandoned, table, MOST_MILLIS);
            if (exit.isEmpty()) {
                LOG.warnf("what an earlier run had left behind is still being stopped after %d s", MOST_MILLIS / 1_000);
            }
            return exit.orElse(0) == 0;
        } catch (IOException e) {
            LOG.debugf("cannot run the state files of an earlier run: %s", StartFailure.of(e).detail());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
