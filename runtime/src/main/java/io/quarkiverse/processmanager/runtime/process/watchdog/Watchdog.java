package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.Collection;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Stops the process groups that a dead JVM has left, and sends signals while the JVM lives. The JVM reports each process group
 * to it. Safe for use by several threads.
 */
public interface Watchdog extends SignalSender {

    /**
     * Stops the processes that dead JVMs have left, then starts to watch this JVM. Must be called before the first process is
     * started. Does nothing when called again.
     */
    void open();

    /** A process group was started with this stop signal. Called again when the signal changes. */
    void started(ProcessId leader, String signal);

    /**
     * A process belongs to the tree of a root, and neither its group nor its session nor its environment shows that. May be called
     * again with the same process.
     */
    default void member(ProcessId root, ProcessId member) {
    }

    /**
     * The tree that was started as this process group is gone.
     *
     * @return whether {@link #reportEnds()} must follow: this end is the first one that waits for the next report
     */
    boolean ended(ProcessId leader);

    /**
     * Passes on the ends that wait. If the JVM dies before, the watchdog finds that the trees are empty. {@link #release()} and
     * {@link #close} include it.
     */
    default void reportEnds() {
        // No end has waited.
    }

    /** This JVM uses a process that other JVMs use, too. Called again when its root or its signal changes. */
    default void shared(SharedRoot root) {
    }

    /** This JVM no longer uses the process: other JVMs do, or its tree is gone. */
    default void unshared(SharedRoot root) {
    }

    /** A control group will be created for a process that is about to be started. */
    void cgroupCreated(Cgroup group);

    /** A control group was removed. */
    void cgroupRemoved(Cgroup group);

    /**
     * Returns those of the process groups that contain a process. Scans can miss a process that keeps changing its pid, but its
     * group always exists. Returns an empty set if the watchdog cannot check.
     */
    Set<Long> nonEmptyGroups(Collection<Long> groups);

    /** Whether the process with that pid belongs to the watchdog. */
    boolean isOwnProcess(long pid);

    /**
     * Ends the use of the watchdog, which stops the registered processes when the JVM dies. Closes the watchdog if there is no such
     * process.
     */
    void release();

    /**
     * Closes the watchdog.
     *
     * @param nothingLeft whether no process is left; otherwise the watchdog continues without the JVM if it can
     */
    void close(boolean nothingLeft);
}
