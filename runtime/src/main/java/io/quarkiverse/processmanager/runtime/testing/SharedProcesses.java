package io.quarkiverse.processmanager.runtime.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.testing.DevProcess.State;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** Blocks the start of an application in continuous testing until the processes that it shares with dev mode are ready. */
public final class SharedProcesses {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    /** A live reload of dev mode ends the notifications, so the state is read at this interval too. */
    private static final long REREAD_MILLIS = 1000;

    private SharedProcesses() {
    }

    /**
     * Waits for the processes that start with the application. The tests begin without one that is not required and has failed,
     * is stopped or is not ready at the limit; a line of the log says so.
     *
     * @throws ProcessException if a process that is required has failed in dev mode, is stopped there, or is not ready at the
     *         limit
     */
    public static void await(Collection<ProcessDefinition> processes, Duration limit) {
        Semaphore changes = new Semaphore(0);
        long end = SystemClock.nanos() + Durations.nanos(limit);
        Runnable unsubscribe = DevInstance.onChange(changes::release);
        try {
            for (ProcessDefinition process : processes) {
                while (process.start().auto() && !isDecided(process, limit, end)) {
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

    private static boolean isDecided(ProcessDefinition process, Duration limit, long end) {
        try {
            return isReady(process, limit, end);
        } catch (ProcessException e) {
            if (process.report().required()) {
                throw e;
            }
            LOG.warnf("The tests begin without process '%s' of dev mode, which is not required: %s", e.processId(),
                    e.getMessage().substring(refusal(e.processId()).length()));
            return true;
        }
    }

    private static boolean isReady(ProcessDefinition shared, Duration limit, long end) {
        Map<String, DevProcess> processes = DevInstance.processes();
        String id = SharedProduct.idInDevMode(shared, processes);
        String message = refusal(id);
        Optional<DevProcess> process = Optional.ofNullable(processes.get(id));
        if (process.isEmpty() && !processes.isEmpty()) {
            throw exception(Reason.NOT_FOUND, id, message + "it is no longer declared there");
        }
        State state = process.map(DevProcess::state).orElse(State.PENDING);
        String why = process.map(DevProcess::why).orElse("dev mode has no application");
        if (state == State.FAILED) {
            throw exception(Reason.EXITED, id, message + why);
        }
        if (state == State.STOPPED) {
            throw exception(Reason.NOT_RUNNING, id, message + "it is stopped there; start it in dev mode");
        }
        if (state == State.PENDING && SystemClock.nanos() > end) {
            throw exception(Reason.TIMEOUT, id, message + "it is not ready after " + Words.of(limit) + " (" + why + ")");
        }
        return state == State.READY;
    }

    private static String refusal(String id) {
        return "cannot run the tests with process '" + id + "' of dev mode: ";
    }

    private static ProcessException exception(Reason reason, String id, String message) {
        ProcessException exception = new ProcessException(reason, id, message);
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }
}
