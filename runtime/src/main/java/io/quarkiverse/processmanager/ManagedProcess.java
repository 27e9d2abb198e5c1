package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.smallrye.mutiny.Multi;

/**
 * One supervised process. Its methods follow three rules:
 * <ul>
 * <li>A method that returns a {@link CompletionStage} never blocks. A command takes effect at once, whether or not the caller
 * uses the stage. Stages are completed on a thread of the process manager, which callers must not block. A stage has no timeout
 * of its own; use {@link java.util.concurrent.CompletableFuture#orTimeout}.</li>
 * <li>Each of these methods has a blocking twin: {@code ...AndAwait} for a command, {@code await...(Duration)} for a wait. The
 * twin throws the {@link ProcessException} of the stage. On an event loop it fails with
 * {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything. When the calling thread is interrupted, it fails with
 * {@link ProcessException.Reason#INTERRUPTED} and the command continues.</li>
 * <li>All other methods return at once, from an immutable snapshot. A {@link Multi} delivers its items in order, on a thread that
 * may be blocked; each subscriber has a queue of its own.</li>
 * </ul>
 * <p>
 * A process with {@link ProcessDefinition#replicas()} is all its replicas together, and each replica is a process of its own:
 * {@code worker} stands for {@code worker-0}, {@code worker-1} and so on. A command goes to all replicas and completes when each has
 * completed it, and a wait is for all of them. {@link #status()}, {@link #history()} and {@link #metrics()} are those of the replica
 * that is least ready, so {@link ProcessStatus#isReady()} holds if all are ready. {@link #logs} and {@link #output()} merge the
 * lines of the replicas that there are at the call. {@link #run}, {@link #send} and {@link #onExit()} fail with
 * {@link ProcessException.Reason#INVALID}: name one replica.
 * <p>
 * A process that runs elsewhere, see {@link ProcessDefinition#external()}, is only watched: {@link #start()} completes when it is up,
 * and the commands that would change it fail with {@link ProcessException.Reason#EXTERNAL}.
 * <p>
 * Every method may be called from any thread. After the process has been removed, methods fail with
 * {@link ProcessException.Reason#NOT_FOUND}; after the application has ended, commands and waits fail with
 * {@link ProcessException.Reason#CLOSED}.
 */
public interface ManagedProcess {

    /** The id from {@code quarkus.processes."id"}. */
    String id();

    /** The replicas of the process in the order of their indexes; the process itself if it has none. */
    List<ManagedProcess> replicas();

    /**
     * Changes the number of replicas. New ones have the next indexes, and start as {@link #start()} does, unless all others are
     * stopped. Those with the highest indexes are stopped as {@link #stop()} does, and removed. The new number lasts until the
     * application ends; a live reload keeps it unless {@code replicas} in the configuration has changed.
     *
     * @param replicas the number, from 1 to 1000
     * @return the status of each replica, by id, when the new ones are up and those that were removed are gone. Fails with the cause
     *         when a start fails; with {@link ProcessException.Reason#INVALID} if the process has no replicas, if it is a replica, or
     *         if the number is wrong; and with {@link ProcessException.Reason#SUPERSEDED} when another call changes the number at the
     *         same time
     */
    CompletionStage<Map<String, ProcessStatus>> scale(int replicas);

    /** Calls {@link #scale(int)} and waits for the stage. */
    Map<String, ProcessStatus> scaleAndAwait(int replicas);

    /** The definition that is in force. */
    ProcessDefinition definition();

    /** The current status. */
    ProcessStatus status();

    /** The dependencies of the process, each with the condition that a start waits for, in the order of the definition. */
    Map<String, Dependency.Condition> waitsFor();

    /** The latest phases, checks and exits of the process. */
    ProcessHistory history();

    /**
     * The latest measurement, repeated every {@code quarkus.process-manager.metrics.interval}. Absent while the process is not
     * alive, before its first measurement, and where measurements are off.
     */
    default Optional<ProcessMetrics> metrics() {
        return status().metrics();
    }

    /** Whether the process is {@link ProcessPhase#RUNNING}. */
    default boolean isRunning() {
        return status().phase() == ProcessPhase.RUNNING;
    }

    /**
     * The end of the output over all incarnations, oldest first, at most {@code count} lines; none with a count below 1. With
     * {@code log.mode=direct} the call first reads the new part of the file. The lines include the whole output of a start, as far as
     * the buffer keeps it, from the time when {@link ProcessEvent.Stopped}, {@link ProcessEvent.Crashed} or
     * {@link ProcessEvent.Completed} of that start is published. With {@code leftovers=keep} an exit is published without waiting for
     * output, because processes that still run can write more.
     */
    List<LogLine> logs(int count);

    /**
     * How many lines of output could not be written to {@code log.file}, for example because the disk was full, since the
     * process was declared. While the disk hangs, the last lines of a process that has ended count too; the number becomes
     * smaller when they are written after all. Zero without a file, and with {@code log.mode=direct}, where the process itself
     * writes the file.
     */
    long linesMissingInFile();

    /**
     * Why {@code log.file} cannot be written at the moment, as one sentence, such as a directory that cannot be created; empty
     * while the file can be written, before the first start, and without a file. The file is opened beside the start of the
     * process, so the problem is known before the first line; it does not hold up the process. Empty with
     * {@code log.mode=direct}, where the process itself writes the file. From any thread; does not block.
     */
    Optional<String> logFileProblem();

    /**
     * Starts the process and its dependencies. If the process already waits for its dependencies, it starts without them. The
     * call has no effect on a process that is up. A task whose {@code creates} exists is skipped, and has completed at once.
     *
     * @return the status when the process is up, or has completed; for a task, when it has completed. Fails with the cause when the
     *         process has failed, and with {@link ProcessException.Reason#SUPERSEDED} when a later stop supersedes the start
     */
    CompletionStage<ProcessStatus> start();

    /** Calls {@link #start()} and waits for the stage. */
    ProcessStatus startAndAwait();

    /**
     * Runs a task now, also if its work is done: {@code creates} and {@code rerun} skip no such run. Starts its dependencies that are
     * down, and waits for them. A run without arguments that succeeds counts for later starts; one with arguments does not, because it
     * can have done something else.
     *
     * @param args arguments behind those of the definition, each passed unchanged; a script receives them as {@code "$@"}, or its last
     *        command if the script names no parameter
     * @return the status when the task has completed. Fails with the cause when the run has failed, with
     *         {@link ProcessException.Reason#INVALID} if the process is no task, with
     *         {@link ProcessException.Reason#ALREADY_RUNNING} if a run has not ended, and with
     *         {@link ProcessException.Reason#SUPERSEDED} when a later stop supersedes the run
     */
    CompletionStage<ProcessStatus> run(String... args);

    /** Calls {@link #run} and waits for the stage. */
    ProcessStatus runAndAwait(String... args);

    /**
     * Stops the process with its whole process tree. A stop takes precedence over everything else. The call has no effect on a
     * process that is down. Dependents continue to run.
     *
     * @return the status when no process of the tree is left. Fails with {@link ProcessException.Reason#NOT_KILLED} when a
     *         process survived the kill signal, and with {@link ProcessException.Reason#SUPERSEDED} when a later start
     *         supersedes the stop
     */
    CompletionStage<ProcessStatus> stop();

    /** Calls {@link #stop()} and waits for the stage. */
    ProcessStatus stopAndAwait();

    /**
     * Stops the process as {@link #stop()} does, with a time limit. With {@link StopOptions#force()} the rest of the tree is
     * killed at the limit, even if {@code stop.timeout} has not expired; {@code StopOptions.within(Duration.ZERO)} kills at
     * once.
     *
     * @return the status as for {@link #stop()}. Without force it fails with {@link ProcessException.Reason#TIMEOUT} at the
     *         limit, and the stop continues
     */
    CompletionStage<ProcessStatus> stop(StopOptions options);

    /** Calls {@link #stop(StopOptions)} and waits for the stage. */
    ProcessStatus stopAndAwait(StopOptions options);

    /**
     * Stops the process and starts it again, with a full restart budget. Concurrent restarts coalesce.
     * <p>
     * Replicas restart one after the other, so that the others serve meanwhile: first those that are not ready, at the same time, then
     * each ready one when the one before is ready again. A replica that fails, or is not ready within its startup timeout, ends the
     * restart: the replicas after it keep running. A replica that another command stops before its turn stays down.
     * A second restart of the replicas takes the place of the first one, and both end with it.
     *
     * @return the status when the process is up again, as for {@link #start()}; of replicas the least ready one, at the end
     */
    CompletionStage<ProcessStatus> restart();

    /** Calls {@link #restart()} and waits for the stage. */
    ProcessStatus restartAndAwait();

    /**
     * Stops the process as {@link #stop()} does, and removes it. The call has no effect on a process that has been removed. A
     * process that is declared in properties returns with the next start or live reload of the application.
     *
     * @return completed when no process of the tree is left. Fails with {@link ProcessException.Reason#HAS_DEPENDENTS} while
     *         other processes depend on this one, and with {@link ProcessException.Reason#NOT_KILLED} when a process survived
     *         the kill signal
     */
    CompletionStage<Void> remove();

    /** Calls {@link #remove()} and waits for the stage. */
    void removeAndAwait();

    /**
     * Sends a signal to the root process only, and never to another process that reuses its pid. If the process exits because
     * of the signal, its restart policy applies. Windows supports {@code TERM} and {@code KILL} only.
     *
     * @param name the name without {@code SIG}, such as {@code HUP} or {@code USR1}; on Linux also {@code RTMIN+1} and the like
     * @return completed when the signal is sent. Fails with {@link ProcessException.Reason#NOT_RUNNING} if no root process is
     *         alive, and with {@link ProcessException.Reason#INVALID} if the system has no such signal
     */
    CompletionStage<Void> signal(String name);

    /** Calls {@link #signal(String)} and waits for the stage. */
    void signalAndAwait(String name);

    /**
     * Sends a line to the standard input of the root process, with a line end behind it; to a terminal, the line with the Enter
     * key. The encoding is UTF-8. Lines arrive in the order of the calls.
     *
     * @param line the text without a line end; may be empty
     * @return completed when the system has taken the line, which the process may not have read yet. Fails with
     *         {@link ProcessException.Reason#NOT_RUNNING} if no root process is alive, if its input has ended, or if it does not
     *         read and 1 MiB waits already, and with {@link ProcessException.Reason#INVALID} if {@code stdin} is {@code none}
     */
    CompletionStage<Void> send(String line);

    /** Calls {@link #send(String)} and waits for the stage. */
    void sendAndAwait(String line);

    /**
     * Runs a command of the process, as {@code commands."reset"} declares it: in the directory and with the environment of the
     * process, as its user. One run of a command is possible at a time; the commands of a process can run at the same time. The
     * output is also a part of the output of the process, each line behind the name of the command in brackets. Code is not
     * asked to confirm. A live reload does not end the run. The process tree of the command is killed at its {@code timeout},
     * after a cancellation, when the application ends, and, unless the command can also run beside a process that is down, when
     * the process is stopped or restarted.
     *
     * @param name the name of the command
     * @param args the values by the names of the arguments; a value is never split into words
     * @return the run, whose result fails if the command is refused. This method throws nothing
     */
    CommandRun runCommand(String name, Map<String, String> args);

    /** Calls {@link #runCommand} and waits for the result. An exit code other than 0 is a result, too. */
    CommandResult runCommandAndAwait(String name, Map<String, String> args);

    /**
     * Kills the present run of a command with its process tree.
     *
     * @return completed when the kill is requested. Fails with {@link ProcessException.Reason#NOT_RUNNING} if the command does not run
     */
    CompletionStage<Void> cancelCommand(String name);

    /** Calls {@link #cancelCommand} and waits for the stage. */
    void cancelCommandAndAwait(String name);

    /** The terminal of the process; empty unless {@code tty} is true. */
    Optional<ProcessTerminal> terminal();

    /**
     * Completes when {@link ProcessStatus#isReady()} holds. The call starts nothing.
     *
     * @return the status at that moment. Fails with the cause when the process has failed, and with
     *         {@link ProcessException.Reason#NOT_RUNNING} when the process is stopped or stopping
     */
    CompletionStage<ProcessStatus> whenReady();

    /**
     * Blocks until {@link #whenReady()} completes. When the timeout expires, the call fails with
     * {@link ProcessException.Reason#TIMEOUT} and the process continues unchanged.
     */
    ProcessStatus awaitReady(Duration timeout);

    /**
     * Completes when the process is running and healthy. The call starts nothing.
     *
     * @return the status at that moment. Fails with the cause when the process has failed, with
     *         {@link ProcessException.Reason#NOT_RUNNING} when the process is stopped, is stopping or has completed, and with
     *         {@link ProcessException.Reason#INVALID} when it has no health check
     */
    CompletionStage<ProcessStatus> whenHealthy();

    /**
     * Blocks until {@link #whenHealthy()} completes. When the timeout expires, the call fails with
     * {@link ProcessException.Reason#TIMEOUT} and the process continues unchanged.
     */
    ProcessStatus awaitHealthy(Duration timeout);

    /**
     * Completes with the exit of the root process: of the current or the pending incarnation, or else of the last one.
     *
     * @return the exit. Fails with {@link ProcessException.Reason#NOT_RUNNING} if the process has never been started and no
     *         start is pending
     */
    CompletionStage<Exit> onExit();

    /**
     * Blocks until {@link #onExit()} completes. When the timeout expires, the call fails with
     * {@link ProcessException.Reason#TIMEOUT} and the process continues unchanged.
     */
    Exit awaitExit(Duration timeout);

    /**
     * The output over all incarnations: the lines in the buffer, then each new line, without a gap or a duplicate. The stream
     * completes when the application ends. A slow subscriber delays nothing: the lines that it has not received wait in memory, up
     * to a sixteenth of the largest heap and at most 128 MiB, beyond which it loses the oldest lines. A gap in
     * {@link LogLine#sequence()} shows that.
     */
    Multi<LogLine> output();

    /**
     * Calls the handler for each event of this process and this type, in order, until the registration is closed or the
     * application ends. The handler runs on a thread that may be blocked. A handler receives {@link ProcessEvent.Output} only
     * if {@code type} is exactly that type. The first exception of a handler is logged; the handler receives further events.
     *
     * @throws ProcessException with {@link ProcessException.Reason#CLOSED} if the application has ended
     */
    <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler);

    /**
     * The events of this process from the subscription on, without output. The stream completes when the application ends. A
     * slow subscriber loses the oldest events, and one log line reports the loss.
     */
    Multi<ProcessEvent> events();
}
