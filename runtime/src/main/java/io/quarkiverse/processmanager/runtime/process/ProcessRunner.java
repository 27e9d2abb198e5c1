package io.quarkiverse.processmanager.runtime.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;

/**
 * Starts operating-system processes: the seam between the supervisor, which decides, and this layer, which acts. The supervisor
 * knows this type and {@link RunningProcess}; its tests replace both.
 * <p>
 * Duties of an implementation: every method returns at once and throws nothing for what the operating system refuses; it calls
 * listeners on a thread of its own and contains what they throw.
 */
public interface ProcessRunner extends AutoCloseable {

    /**
     * A port that a process could not listen on.
     *
     * @param port the port; empty if the output does not name it
     * @param words what the process reports and what listens on the port, as a part of a sentence, with a hint
     * @param held whether another process listens on the port. {@link RunningProcess#startable()} completes when the port is free
     */
    record TakenPort(OptionalInt port, String words, boolean held) {
    }

    /** A process is about to start: prepares what the first start needs, on another thread. Returns at once; may be left out. */
    default void expectStart() {
        // There is nothing to prepare.
    }

    /** Starts a process. A failed start is reported as an exit with a reason. */
    RunningProcess start(Launch launch, Listener listener);

    /**
     * Takes over the detached processes of earlier runs of an application. Processes with other ids are stopped. Processes with
     * these ids are adopted or replaced at their next start.
     */
    void inherit(String application, Set<String> processIds);

    /**
     * Lets the detached processes outlive this runner, so that the next one in this JVM takes them over, but not the JVM. Must be
     * called before the first start.
     */
    void endDetachedWithJvm();

    /**
     * Loads, links and compiles the code of a stop and of a start, without an effect on any process. The calling thread may block.
     * Does nothing where that is not possible.
     */
    default void rehearse() {
    }

    /**
     * Finds the holders of ports as for a process that listens on all of them, so that the code of the question is loaded and linked.
     * Reads what the question of a running process reads, or nothing where that would do more than read.
     */
    default CompletionStage<RunningProcess.PortHolders> rehearsePortHolders(List<PortClaim> claims) {
        return CompletableFuture.completedFuture(new RunningProcess.PortHolders(Optional.empty(),
                claims.stream().map(PortClaim::port).collect(Collectors.toSet())));
    }

    /**
     * The processes are about to be stopped: scans for them now, while the application still ends, so that the stop has less to
     * read. Has no effect on any process. Returns at once.
     */
    default void prepareStop() {
    }

    /** Makes several requests of the calling thread, which the runner may begin to work on at their end. */
    default void together(Runnable requests) {
        requests.run();
    }

    /** Permits or forbids the native way for the next starts. Processes that are alive are not affected. */
    void nativeWay(NativeWay way);

    /** How processes are started, and why not natively, in one sentence for people. */
    String startMethod();

    /**
     * Remembers successful runs of tasks in this directory from now on. Without a call nothing is remembered.
     *
     * @param directory absolute; created when the first run is remembered
     */
    default void rememberRuns(Path directory) {
        // There is nothing to remember.
    }

    /**
     * Runs a command beside a process, which need not be alive. The command belongs to no incarnation: the end of the process does not
     * end it, and the end of the runner kills it.
     */
    RunningCommand run(RunningCommand.Order order);

    /** The last lines of output of a process over all its incarnations, oldest first. The call may read the end of a file. */
    List<LogLine> logs(String processId, int count);

    /**
     * Measures the resource usage of the live processes with these ids, all in one scan.
     *
     * @param result receives all measurements together; not called if there is none, or while another measurement runs
     */
    void measure(Set<String> processIds, Consumer<List<Measurement>> result);

    /** Applies a changed log policy to a process, except its capture mode, which takes effect at the next start. */
    void logPolicy(String processId, LogPolicy policy);

    /** The number of lines of a process that could not be written to its log file, since the process was declared. */
    long missingInFile(String processId);

    /** Why the log file of a process cannot be written, as a sentence; empty while it can be written. */
    Optional<String> fileProblem(String processId);

    /** Removes the output of a process that is no longer declared. */
    void forget(String processId);

    /**
     * Passes each new line of output of every process to the log, in order, on a dedicated thread. The log replaces the previous
     * one.
     */
    void outputTo(LineLog log);

    /**
     * Follows the output of processes, including processes that start later. Lines that the reader has not taken stay longer
     * than the buffer allows, as far as memory permits. A reader that is too slow loses lines; it never holds up the pipe of a
     * process.
     *
     * @param processes selects processes by id
     * @param history true to begin with the oldest kept line, false to begin with the next line
     * @param news runs when new lines are available, on the thread that delivers them; it must return at once
     */
    LineFeed follow(Predicate<String> processes, boolean history, Runnable news);

    /**
     * Follows what a process writes to its terminal, as bytes: the last 64 KiB over all its incarnations, then what follows. A
     * reader that is too slow loses the oldest bytes. A process without a terminal writes nothing.
     *
     * @param news runs when new bytes are available, on the thread that delivers them; it must return at once
     */
    Feed<byte[]> terminal(String processId, Runnable news);

    /**
     * Kills every live process that is not detached, and releases all threads, files and helper processes. Blocks until that is
     * done; idempotent.
     */
    @Override
    void close();

    /**
     * One start of a process.
     *
     * @param processId the process
     * @param incarnation the number of this start
     * @param command the command
     * @param execution the user, the limits and the isolation of the process
     * @param port the declared port, passed to the process as the environment variable PORT unless the command sets it
     * @param ports the ports on which no other process may listen: the start fails with
     *        {@link io.quarkiverse.processmanager.ProcessException.Reason#PORT_IN_USE} while one does
     * @param stop how the process is stopped
     * @param log how its output is captured and kept
     * @param product what the process creates, if it is a task that declares it
     * @param preStart the words of the command that must succeed first; empty for none
     * @param data the directory that must exist first, passed to the process as the environment variable DATA_DIR unless the
     *        command sets it
     * @param inputs what makes another run necessary, if it is a task whose successful runs are remembered
     * @param notice how the process reports that it is ready
     */
    record Launch(String processId, long incarnation, Command command, Execution execution, OptionalInt port,
            List<PortClaim> ports, StopPolicy stop, LogPolicy log, Optional<Product> product, List<String> preStart,
            Optional<DataPlace> data, Optional<Inputs> inputs, Notice notice) {

        public Launch {
            ports = List.copyOf(ports);
            preStart = List.copyOf(preStart);
        }

        /** A start that needs its command only: no port, product, data, inputs or notices, and no command before it. */
        public Launch(String processId, long incarnation, Command command, Execution execution, OptionalInt port,
                StopPolicy stop, LogPolicy log) {
            this(processId, incarnation, command, execution, port, List.of(), stop, log, Optional.empty(), List.of(),
                    Optional.empty(), Optional.empty(), Notice.NONE);
        }

        /** The same start with the directory of the data. */
        public Launch withData(DataPlace place) {
            return new Launch(processId, incarnation, command, execution, port, ports, stop, log, product, preStart,
                    Optional.of(place), inputs, notice);
        }

        /** The same start with another log policy. */
        public Launch with(LogPolicy other) {
            return new Launch(processId, incarnation, command, execution, port, ports, stop, other, product, preStart,
                    data, inputs, notice);
        }
    }

    /**
     * How a process reports that it is ready.
     *
     * @param socket whether it has a socket, whose address is in the variable NOTIFY_SOCKET
     * @param descriptor the number of the descriptor on which it writes a line; empty for none
     * @param watchdog how long it may be silent, passed to it in the variable WATCHDOG_USEC; empty if it may be so for ever
     */
    record Notice(boolean socket, OptionalInt descriptor, Optional<Duration> watchdog) {

        /** The process reports nothing. */
        public static final Notice NONE = new Notice(false, OptionalInt.empty(), Optional.empty());

        public boolean isWanted() {
            return socket || descriptor.isPresent();
        }
    }

    /**
     * The directory of the data of a process.
     *
     * @param use which other processes may use the directory at the same time
     */
    record DataPlace(Path directory, Use use) {

        /** Which other processes may use a data directory at the same time. */
        public enum Use {
            /** Any process: the runner locks nothing. */
            ANY,
            /** None: the start fails with {@link io.quarkiverse.processmanager.ProcessException.Reason#DATA_IN_USE}. */
            ALONE,
            /**
             * The processes of other applications that share this one: while one of them runs, this start adopts it. A stop
             * leaves the process running while another application uses it.
             */
            SHARED
        }
    }

    /**
     * What a task creates.
     *
     * @param path the path as the user wrote it; a relative one starts at the directory of the process
     * @param skips whether the start is skipped if the path exists: the runner then reports an exit with
     *        {@link io.quarkiverse.processmanager.ProcessException.Reason#SKIPPED} and starts nothing
     */
    record Product(Path path, boolean skips) {
    }

    /**
     * What makes another run of a task necessary.
     *
     * @param definition a digest of the settings of the task
     * @param patterns glob patterns for the files that the task reads; relative ones start at the directory of the process
     * @param change whether a change makes another run necessary; otherwise one success is enough
     * @param skips whether the start is skipped if a success is remembered and no other run is necessary: the runner then reports
     *        that run and an exit with {@link io.quarkiverse.processmanager.ProcessException.Reason#SKIPPED}, and starts nothing
     */
    record Inputs(String definition, List<String> patterns, boolean change, boolean skips) {

        public Inputs {
            patterns = List.copyOf(patterns);
        }
    }

    /** The resource usage of one start of a process. The process can have exited since the measurement. */
    record Measurement(String processId, long incarnation, ProcessMetrics metrics) {
    }

    /** The items that one reader has not taken yet. A full feed replaces its oldest item. Safe for several threads. */
    interface Feed<T> extends AutoCloseable {

        /** Takes the next items, oldest first, or none. */
        List<T> next(int most);

        /** The number of items that were replaced before they were taken. */
        long lost();

        /** Accepts no further items. The reader can still take the rest, which stays until {@link #discard}. Idempotent. */
        @Override
        void close();

        /** Closes the feed and releases what the reader has not taken. Idempotent. */
        default void discard() {
            close();
        }
    }

    /** The lines that one reader has not taken yet; one call of {@link #next} takes lines of one process. */
    interface LineFeed extends Feed<LogLine> {
    }

    /**
     * Receives the events of one start: {@code started} unless the start failed, then {@code exited}, then {@code gone}.
     * <p>
     * The output has an order of its own: a program can write before {@code started} is called, and its lines are then
     * in {@link #logs} and in the feeds. When {@code gone} is called, all lines of the start are there. Each line has
     * the number of its start.
     */
    interface Listener {

        /** The process is running. */
        void started(long pid);

        /** The process has been running since an earlier run of the application; replaces {@link #started}. */
        default void adopted(long pid, Instant since) {
            started(pid);
        }

        /**
         * The root process has exited, or the start has failed. {@code leftovers} is the number of live processes left in its
         * tree; they keep running until {@link RunningProcess#terminate()}.
         */
        void exited(Exit exit, int leftovers);

        /** The start is about to be skipped because of this run, a success; once, before {@link #exited}. */
        default void remembered(Exit success) {
        }

        /** Whether the product of the launch exists; once, after the root process has exited and before {@link #exited}. */
        default void produced(boolean exists) {
        }

        /**
         * The last line of output looks like a question, no output follows, and the input of the process is open. Called at most
         * once.
         */
        default void asks(String line) {
        }

        /** The process has reported a status, a line for people. */
        default void reports(String status) {
            // Only a process with a socket can do that.
        }

        /**
         * The output of the process reports that its port is in use. Called at most once, after {@code exited} and before
         * {@code gone}, and not for an exit that was requested.
         */
        default void portTaken(TakenPort report) {
        }

        /** No process of the tree is alive, and all its output has been read. */
        void gone();

        /** The root process has exited, and no process of the tree is alive: {@link #exited} and {@link #gone} in one report. */
        default void ended(Exit exit) {
            try {
                exited(exit, 0);
            } finally {
                gone();
            }
        }

        /**
         * The kill begins; {@code left} names each process that is alive by pid and program. Called at most once, before
         * {@code gone}, and not at all if nothing is alive any more.
         */
        default void killing(List<String> left) {
        }

        /**
         * The kill has had no effect so far and continues; {@code survivors} names each live process by pid, command and cause.
         * Called at most once.
         */
        void notKilled(List<String> survivors);
    }
}
