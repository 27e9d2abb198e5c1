package io.quarkiverse.processmanager.runtime.faults;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

/**
 * Contains the errors that nothing expects, {@link OutOfMemoryError} included, so that none of them ends a thread of the engine.
 * The log has the first error of each kind at ERROR with its stack trace, and the others at DEBUG: a task that fails again and
 * again must not fill the log. Never throws. Safe for use by several threads.
 */
public final class Faults {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final int MOST_KINDS = 200;
    private static final Set<String> KINDS = ConcurrentHashMap.newKeySet();

    private Faults() {
    }

    /** Runs a task and reports what the task throws. Returns whether the task has returned. */
    public static boolean contain(Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException | Error e) {
            report(e);
            return false;
        }
    }

    /** Logs an error that a task of the engine has thrown. */
    public static void report(Throwable error) {
        try {
            String message = "a task of the process manager has failed; the processes are still supervised";
            if (KINDS.size() < MOST_KINDS && KINDS.add(kind(error))) {
                LOG.error(message, error);
            } else {
                LOG.debug(message, error);
            }
        } catch (RuntimeException | Error e) {
            // There is no memory for the message either, or the log itself has failed.
        }
    }

    /** Two errors of one class from one place are of one kind. */
    private static String kind(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
