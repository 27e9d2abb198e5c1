package io.quarkiverse.processmanager.runtime.process.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Reads the process table of the operating system. For one thread. */
public interface ProcessTable {

    /** The unit of start times, per second. */
    long TICKS_PER_SECOND = 100;

    /**
     * All processes, including zombies.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot read the process table, for want of file descriptors: a failed
     *         scan does not prove that no process is alive
     */
    List<ProcessEntry> all();

    /**
     * All processes except those that the predicate skips. The table passes each pid that exists to the predicate once. A table
     * that reads all processes at once may ignore the predicate.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot read the process table
     */
    default List<ProcessEntry> except(LongPredicate skipped) {
        return all();
    }

    /**
     * The processes with these pids, as far as they exist. A number of a thread stands for no process.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot read the process table
     */
    default List<ProcessEntry> among(Set<Long> pids) {
        List<ProcessEntry> entries = new ArrayList<>();
        for (Long pid : pids) {
            readProcess(pid).ifPresent(entries::add);
        }
        return entries;
    }

    /**
     * The same table for a thread that may not block: an environment that cannot be read in time counts as hidden, and a command line
     * as the name of the program. A table that never waits for another process returns itself.
     *
     * @param readers runs reads that can hang, each on a thread of its own
     */
    default ProcessTable timely(Executor readers) {
        return this;
    }

    /** The process with that pid. */
    Optional<ProcessEntry> read(long pid);

    /**
     * The process with that pid; empty if the number is that of a thread, for which {@link #read} also has an answer. For a number
     * that comes from no list of processes.
     */
    default Optional<ProcessEntry> readProcess(long pid) {
        return read(pid);
    }

    /** Whether that process, and no other with its pid, is alive. */
    default boolean isAlive(ProcessId identity) {
        return read(identity.pid()).filter(entry -> !entry.dead() && entry.identity().equals(identity)).isPresent();
    }

    /**
     * The value of a variable in the environment that the program of a process was started with; empty if the system does not
     * show the environment.
     *
     * @throws java.io.UncheckedIOException if this JVM cannot read the process table
     */
    Optional<String> variable(long pid, String name);

    /** Reads the same variable, and whether the process shows an environment: it shows none while it executes its program. */
    default EnvironmentRead readEnvironment(long pid, String name) {
        return new EnvironmentRead(variable(pid, name), false);
    }

    /**
     * The soft limit of file locks of a process, which can stand for its marker, see {@link Marker#lockLimit()}; empty if it is
     * unlimited, or if the system does not show it.
     */
    default OptionalLong lockLimit(long pid) {
        return OptionalLong.empty();
    }

    /**
     * The result of reading the environment of a process.
     *
     * @param value the value of the variable
     * @param hidden whether the process showed no environment
     */
    record EnvironmentRead(Optional<String> value, boolean hidden) {
    }

    /** The program of a process, without its arguments: they can be secrets. */
    String command(long pid);

    /** Reads the program of a process now, and makes its text later, on the same thread. */
    default Supplier<String> commandLater(long pid) {
        String command = command(pid);
        return () -> command;
    }

    /** The working directory of a process; empty if the system does not show it. */
    default Optional<String> directory(long pid) {
        return Optional.empty();
    }

    /** The numeric id of the user that a process runs as. */
    Optional<String> user(long pid);

    /** What a process does with a signal, by the name without {@code SIG}, as far as the system shows that. */
    default SignalAction actionOn(long pid, String signal) {
        return SignalAction.DEFAULT;
    }

    /** The number of processes and threads that were started since the boot; empty if the system does not count them. */
    default OptionalLong forkCounter() {
        return OptionalLong.empty();
    }

    /** The pid that the system has assigned last; empty if the system does not show it, or does not assign pids in turn. */
    default Optional<PidCounter> pidCounter() {
        return Optional.empty();
    }

    /** The current time on the clock of start times, in ticks. */
    long nowTicks();

    /** The scope in which the pids of this table are valid. */
    PidScope pidScope();
}
