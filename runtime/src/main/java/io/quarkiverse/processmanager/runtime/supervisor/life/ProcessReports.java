package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.probe.ProbeResult;

/**
 * Everything that can happen to a process without a command: what the operating system, its probes and the timer of its phase
 * report. One method for each, called on the loop and only for an incarnation of which something is alive.
 * <p>
 * {@link SupervisedProcess} starts incarnations and arms timers, {@link ReportDecisions} decides what their reports lead to.
 * This interface keeps the arrow between the two one-way.
 */
public interface ProcessReports {

    /** The start of a new incarnation was requested from the operating system. */
    void startRequested(Incarnation which);

    /** The operating system has started the process, or a process of an earlier run that started at the given time was adopted. */
    void started(Incarnation which, long pid, Optional<Instant> adopted);

    /** The process runs elsewhere, and is watched from now on. */
    void elsewhere(Incarnation which);

    /** The root process has exited; so many processes that it had started are still alive. */
    void exited(Incarnation which, Exit exit, int leftovers);

    /** The usage of the process tree was measured. */
    void measured(Incarnation which, ProcessMetrics metrics);

    /** The last line of output looks like a question, and nothing follows. */
    void asks(Incarnation which, String line);

    /** The process has reported a status, a line for people. */
    void reportsStatus(Incarnation which, String status);

    /** No process of the tree is alive. */
    void treeGone(Incarnation which);

    /** A failed step has left out what follows the end of an incarnation of which nothing is alive. */
    void endNotConcluded(Incarnation which);

    /** The tree is being killed; {@code left} names its processes that are alive. */
    void killing(Incarnation which, List<String> left);

    /** A kill had no effect on these processes. */
    void notKilled(Incarnation which, List<String> survivors);

    /** A health check has finished; {@code before} is the health before it, {@code took} the time until its result. */
    void probeResult(Incarnation which, Health before, ProbeResult result, Duration took);

    /** A liveness check has finished; {@code before} is the liveness before it, {@code took} the time until its result. */
    void livenessResult(Incarnation which, Health before, ProbeResult result, Duration took);

    /** {@code wait-timeout} has expired: the dependencies are not ready. */
    void waitTimedOut();

    /** {@code startup-timeout} has expired, or {@code startup-window} of a process without a health check. */
    void startTimedOut();

    /** {@code stop.timeout} has expired after the stop signal: the tree is killed. */
    void gracePeriodExpired();

    /** The tree is still alive too long after the kill. */
    void killTimedOut();

    /** The delay before the next start is over. */
    void backoffElapsed();

    /** The cause of the failed start is gone. */
    void startable();
}
