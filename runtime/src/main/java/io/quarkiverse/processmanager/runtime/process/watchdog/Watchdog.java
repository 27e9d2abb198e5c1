package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.Collection;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * Knows of every process group that has been started, for the case that the JVM dies, and sends signals until then. Safe for
 * use by several threads.
 */
public interface Watchdog extends SignalSender {

    /** Before the first start: ends what dead JVMs have left, then stands guard. Does nothing when called again. */
    void open();

    /** A process group has been started; {@code signal} asks it to end. Called again when the signal changes. */
    void started(ProcessId leader, String signal);

    /** Nothing is left of what was started as this group. */
    void ended(ProcessId leader);

    /** A control group has been made for what is going to be started. */
    void confined(Cgroup group);

    /** That control group has been given back. */
    void released(Cgroup group);

    /**
     * Those of the process groups that somebody is in, seen or not. Who changes its pid all the time is hardly ever seen, but
     * its group is always there. None if that cannot be told.
     */
    Set<Long> inhabited(Collection<Long> groups);

    /** Whether that process is part of the guard itself. */
    boolean is(long pid);

    /** Ends the guard; with {@code nothingLeft} it has nothing more to do, otherwise it goes on without the JVM if it can. */
    void close(boolean nothingLeft);
}
