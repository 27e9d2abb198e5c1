package io.quarkiverse.processmanager.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.vertx.core.Vertx;

/**
 * The process to check, the timeout, and the means of a check. The engine makes one context for each check. All methods can be called
 * on any thread, and their stages can be completed on any thread.
 */
public interface ProbeContext {

    /** The id of the process to check. */
    String processId();

    /** How long the check may take, as {@code health.timeout}. */
    Duration timeout();

    /** The Vert.x instance of the application, for timers and clients. */
    Vertx vertx();

    /**
     * An object that all checks of the application share, such as a client that is too costly to be made for each check. The
     * first call makes the object on its own thread, and other calls with this type wait for it. The object must be safe for use by
     * the threads of all probes that share it. The engine closes the object when the application ends or is reloaded: on an event
     * loop if it was made there, else on a worker thread. A check can be running then.
     *
     * @param type identifies the object
     * @param factory makes the object; it may block only if each probe that uses the type may block
     * @throws IllegalStateException if the application has ended
     */
    <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> factory);

    /**
     * Whether a process of the checked process tree certainly listens on a TCP port of this machine, and with a program that
     * does not forward connections. Never blocks and never fails.
     *
     * @param port a port of the process, or the one that its check connects to
     * @return {@code false} also if the system does not show the listening process, for any other port, and with
     *         {@code port-owner=any}; may be completed on any thread
     */
    CompletionStage<Boolean> listensOn(int port);

    /**
     * Runs a command in the directory and with the environment of the process. When the stage is cancelled, or at the timeout of
     * the check, the engine kills the whole process tree of the command. Never blocks.
     *
     * @param words the program and its arguments, each passed unchanged
     * @return the exit code and the last lines of output. Completes exceptionally if the command cannot be started,
     *         and with a {@link CommandTimeoutException}, or with an exception that has it as its cause, if the command does
     *         not exit in time
     */
    CompletionStage<CommandResult> run(List<String> words);

    /**
     * Waits for the first line of output of the current incarnation that contains a match of the regular expression. Earlier
     * lines count, and so does a line that has no line break yet. After a match, each further call completes at once. Never
     * blocks.
     *
     * @param regex the regular expression
     * @return the line. Completes exceptionally if the output cannot be searched
     */
    CompletionStage<String> firstLine(String regex);

    /**
     * Waits until the current incarnation reports that it is ready, on the channel that its {@link NotifyProbe} names. After that,
     * each further call completes at once. Never blocks.
     *
     * @return a sentence about what was received; never completes for a process without such a probe
     */
    CompletionStage<String> notified();

    /**
     * The time since the current incarnation has sent {@code READY=1} or {@code WATCHDOG=1} for the last time. Never blocks.
     *
     * @return empty before the first of them, and without a {@link NotifyProbe} with a socket
     */
    Optional<Duration> sinceKeepAlive();

    /**
     * Whether a file exists that has changed since the start of the current incarnation. Never blocks.
     *
     * @param file a relative path starts at the directory of the process
     */
    CompletionStage<Boolean> appeared(Path file);
}
