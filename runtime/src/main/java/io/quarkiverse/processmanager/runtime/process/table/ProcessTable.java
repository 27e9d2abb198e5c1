package io.quarkiverse.processmanager.runtime.process.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the operating system tells about its processes. For one thread. */
public interface ProcessTable {

    /** In a second of the clock that start times are read from. */
    long TICKS_PER_SECOND = 100;

    /**
     * All processes, those that have ended but were not waited for too.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot look, for want of file descriptors: that it sees nobody does not
     *         mean that nobody is there
     */
    List<ProcessEntry> all();

    /** The process with that pid. */
    Optional<ProcessEntry> read(long pid);

    /** Whether that process, and no other with its pid, is alive. */
    default boolean isAlive(ProcessId identity) {
        return read(identity.pid()).filter(entry -> !entry.dead() && entry.identity().equals(identity)).isPresent();
    }

    /**
     * The value of an environment variable that the program of a process was started with, if it may be seen.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot look
     */
    Optional<String> variable(long pid, String name);

    /** The same, and whether nothing was to be seen at all: a process shows nothing while it executes its program. */
    default EnvironmentRead glance(long pid, String name) {
        return new EnvironmentRead(variable(pid, name), false);
    }

    /**
     * What the environment of a process says.
     *
     * @param value the value of a variable
     * @param hidden whether there was no environment
     */
    record EnvironmentRead(Optional<String> value, boolean hidden) {
    }

    /** The program of a process, without its arguments: they can be secrets. */
    String command(long pid);

    /** The user that a process runs as, as a number. */
    Optional<String> user(long pid);

    /** How many processes and threads have been started since the system was; empty if it does not count them. */
    default OptionalLong forkCounter() {
        return OptionalLong.empty();
    }

    /** The clock that start times are read from. */
    long nowTicks();

    /** The life of the system in which the pids have a meaning. */
    PidScope life();
}
