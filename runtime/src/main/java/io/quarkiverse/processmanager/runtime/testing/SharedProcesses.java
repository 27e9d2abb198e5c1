package io.quarkiverse.processmanager.runtime.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.Words;

/** Blocks the start of an application in continuous testing until the processes that it shares with dev mode are ready. */
public final class SharedProcesses {

    /** A live reload of dev mode ends the notifications, so the state is read at this interval too. */
    private static final long REREAD_MILLIS = 1000;

    private SharedProcesses() {
    }

    /**
     * Waits.
     *
     * @throws ProcessException if a process has failed in dev mode, or is not ready at the limit
     */
    public static void await(Collection<String> ids, Duration limit) {
        Semaphore changes = new Semaphore(0);
        long end = System.nanoTime() + limit.toNanos();
        Runnable unsubscribe = DevInstance.onChange(changes::release);
        try {
            for (String id : ids) {
                while (!isReady(id, limit, end)) {
                    if (changes.tryAcquire(REREAD_MILLIS, TimeUnit.MILLISECONDS)) {
                        changes.drainPermits();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exception(Reason.INTERRUPTED, "", "cannot wait for the processes of dev mode: the start was interrupted");
        } finally {
            unsubscribe.run();
        }
    }

    private static boolean isReady(String id, Duration limit, long end) {
        Map<String, DevProcess> processes = DevInstance.processes();
        DevProcess process = processes.get(id);
        String message = "cannot run the tests with process '" + id + "' of dev mode: ";
        if (process == null && !processes.isEmpty()) {
            throw exception(Reason.NOT_FOUND, id, message + "it is no longer declared there");
        }
        if (process != null && process.failed()) {
            throw exception(Reason.EXITED, id, message + process.why());
        }
        if (System.nanoTime() > end) {
            throw exception(Reason.TIMEOUT, id, message + "it is not ready after " + Words.of(limit) + " ("
                    + (process == null ? "dev mode has no application" : process.why()) + ")");
        }
        return process != null && process.ready();
    }

    private static ProcessException exception(Reason reason, String id, String message) {
        ProcessException exception = new ProcessException(reason, id, message);
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }
}
