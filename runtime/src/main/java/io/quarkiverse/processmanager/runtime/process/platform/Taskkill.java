package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.spawn.HelperCommand;

/**
 * Ends processes of Windows, which has no signals.
 *
 * @param program the words before its options
 */
record Taskkill(List<String> program) {

    private static final Logger LOG = Logger.getLogger(Taskkill.class);

    /** That of Windows. */
    static Taskkill ofWindows() {
        String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
        return new Taskkill(List.of(root + "\\System32\\taskkill.exe"));
    }

    /** The words that end processes with all that they have started, if that can still be seen. */
    List<String> words(List<ProcessHandle> processes, boolean force) {
        List<String> words = new ArrayList<>(program);
        words.add("/T");
        for (ProcessHandle process : processes) {
            words.add("/PID");
            words.add(Long.toString(process.pid()));
        }
        if (force) {
            words.add("/F");
        }
        return words;
    }

    /** Asks processes with a window to close it; others do not notice. */
    boolean ask(List<ProcessHandle> processes) {
        return run(words(processes, false));
    }

    /** Ends processes at once. */
    void kill(List<ProcessHandle> processes) {
        run(words(processes, true));
        for (ProcessHandle process : processes) {
            // A handle is never that of another process with the same pid.
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
            LOG.debug("cannot run taskkill", e);
            return false;
        }
    }
}
