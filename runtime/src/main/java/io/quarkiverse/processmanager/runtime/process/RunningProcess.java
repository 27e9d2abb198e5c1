package io.quarkiverse.processmanager.runtime.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;

/** One started process with its process tree. Every method returns at once and may be called at any time. */
public interface RunningProcess {

    /**
     * Requests the stop of the whole tree as the stop policy defines, including processes that join the tree later. A further
     * call with a time that ends earlier shortens the grace period; any other further call has no effect.
     *
     * @param grace the time after which the caller kills the tree, see {@link #kill()}: the stop command may use all of it, and
     *        the stop signal goes to the whole tree when half of it is over
     */
    void terminate(Duration grace);

    /** Kills the whole tree, repeatedly, until none of its processes is left. */
    void kill();

    /**
     * Sends a signal to the root process only.
     *
     * @param name the name of the signal without {@code SIG}
     * @return completes when the signal is sent; fails with a {@link io.quarkiverse.processmanager.ProcessException} if the
     *         signal does not exist or the root is not alive
     */
    CompletionStage<Void> signal(String name);

    /**
     * Sends a text to the standard input or to the terminal of the root process.
     *
     * @param text the text, with the line end that the process needs
     * @return completes when the system has taken the text; fails with a
     *         {@link io.quarkiverse.processmanager.ProcessException} if the root is not alive, or its input has ended or is full
     */
    CompletionStage<Void> send(String text);

    /** Sets the size of the terminal of the process. Does nothing without a terminal, and after the exit of the root. */
    void resize(TerminalSize size);

    /**
     * For a process whose start has failed because of a file or directory: completes when that has appeared or changed, so that
     * another start can succeed. The stage never completes in other cases. The runner polls until the caller cancels the stage.
     */
    CompletionStage<Void> startable();

    /** The run was a success: a runner that remembers runs keeps it for later starts, also of other JVMs. */
    default void succeeded(Exit exit) {
        // It is not remembered.
    }

    /**
     * Whether the root process is known to have exited. That can be some time before the listener receives the exit: first the
     * processes that the root has left are counted, which takes long on a busy machine.
     */
    boolean hasExited();

    /** Replaces the stop policy for a later {@link #terminate(Duration)}. */
    void stopPolicy(StopPolicy policy);

    /**
     * The first line of output, past or future, that matches the expression. The result is kept: later calls with the same
     * expression return the same line.
     */
    CompletionStage<String> firstLine(String regex);

    /** Completes with a sentence when the process has reported that it is ready. Without a channel for that it never completes. */
    CompletionStage<String> notified();

    /** The time since the last notice that shows that the process works; empty before the first one. */
    Optional<Duration> sinceKeepAlive();

    /**
     * Whether a file exists that has changed since the start of the process, or 20 ms before: the time of files is less exact than
     * that of processes.
     *
     * @param file a relative path starts at the directory of the process
     */
    CompletionStage<Boolean> appeared(Path file);

    /**
     * Finds the processes that listen on the claimed ports. A process that the system does not show, and a process that may have
     * left the tree, are no conflict, but their ports are not certainly those of the tree.
     */
    CompletionStage<PortHolders> portHolders(List<PortClaim> claims);

    /**
     * Runs a command in the directory and with the environment of the process. At the timeout, or when the stage is cancelled,
     * the tree of the command is killed.
     *
     * @return the exit code and the last lines of output; fails with a
     *         {@link io.quarkiverse.processmanager.ProcessException} if the command cannot be started or does not exit in time;
     *         in the latter case the cause is a {@link io.quarkiverse.processmanager.probe.CommandTimeoutException}
     */
    CompletionStage<CommandResult> run(List<String> words, Duration timeout);

    /**
     * Which processes listen on the ports that a process claims. Immutable.
     *
     * @param conflict a sentence that names a port on which another process listens, and that process; empty if there is none,
     *        or if it is not known
     * @param own the ports on which the process tree certainly listens itself, and not with a program that forwards connections
     */
    record PortHolders(Optional<String> conflict, Set<Integer> own) {

        /** Nothing is known. */
        public static final PortHolders UNKNOWN = new PortHolders(Optional.empty(), Set.of());

        public PortHolders {
            own = Set.copyOf(own);
        }
    }

    /**
     * Completes when a socket accepts connections to a port of {@code localhost}, at once if one does now. Fails where the system
     * does not report that. The runner polls until the caller cancels the stage.
     */
    CompletionStage<Void> listens(int port);

    /** The ports of {@code localhost} on which the process tree listens now; empty if the system does not show that. */
    CompletionStage<Set<Integer>> listeningPorts();

    /** A process of which the system knows nothing: it writes no line, listens on no port, and no file makes it start. */
    interface Absent extends RunningProcess {

        @Override
        default boolean hasExited() {
            return false;
        }

        @Override
        default CompletionStage<Void> send(String text) {
            return CompletableFuture.failedStage(new IllegalStateException("it is not alive"));
        }

        @Override
        default void resize(TerminalSize size) {
            // There is no terminal.
        }

        @Override
        default CompletionStage<Void> startable() {
            return new CompletableFuture<>();
        }

        @Override
        default void stopPolicy(StopPolicy policy) {
            // There is nothing to stop.
        }

        @Override
        default CompletionStage<String> firstLine(String regex) {
            return new CompletableFuture<>();
        }

        @Override
        default CompletionStage<Void> listens(int port) {
            return CompletableFuture.failedStage(new UnsupportedOperationException("it listens on no port"));
        }

        @Override
        default CompletionStage<Set<Integer>> listeningPorts() {
            return CompletableFuture.completedFuture(Set.of());
        }

        @Override
        default CompletionStage<String> notified() {
            return new CompletableFuture<>();
        }

        @Override
        default Optional<Duration> sinceKeepAlive() {
            return Optional.empty();
        }

        @Override
        default CompletionStage<Boolean> appeared(Path file) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        default CompletionStage<PortHolders> portHolders(List<PortClaim> claims) {
            return CompletableFuture.completedFuture(PortHolders.UNKNOWN);
        }
    }
}
