package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;

/**
 * Stops processes of Windows, which has no signals.
 *
 * @param program the words before the options of {@code taskkill}
 */
record Taskkill(List<String> program) {

    private static final Logger LOG = Logger.getLogger(Taskkill.class);

    /** The {@code taskkill} of Windows itself. */
    static Taskkill ofWindows() {
        String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
        return new Taskkill(List.of(root + "\\System32\\taskkill.exe"));
    }

    /**
     * The words that stop processes: with force together with their descendants, as far as Windows still knows these; without
     * force these processes alone.
     */
    List<String> words(List<ProcessHandle> processes, boolean force) {
        List<String> words = new ArrayList<>(program);
        if (force) {
            words.add("/T");
        }
        for (ProcessHandle process : processes) {
            words.add("/PID");
            words.add(Long.toString(process.pid()));
        }
        if (force) {
            words.add("/F");
        }
        return words;
    }

    /**
     * Requests that processes with a window close it. Other processes ignore that.
     *
     * @return whether {@code taskkill} could be run
     */
    boolean requestStop(List<ProcessHandle> processes) {
        return run(words(processes, false));
    }

    /** Kills processes. */
    void kill(List<ProcessHandle> processes) {
        run(words(processes, true));
        for (ProcessHandle process : processes) {
            // A handle never stands for another process with the same pid.
            process.destroyForcibly();
        }
    }

    private static boolean run(List<String> words) {
        try {
            new HelperCommand(words).run();
            return true;
        } catch (TimeoutException e) {
            return true;
        } catch (IOException e) {
            LOG.debugf(e, "cannot run %s", words.get(0));
            return false;
        }
    }
}
