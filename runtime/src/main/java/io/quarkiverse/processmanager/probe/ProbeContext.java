package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Vertx;

/** The process to check, the timeout, and the means of a check. The engine makes one context for each check. */
public interface ProbeContext {

    /** The id of the process to check. */
    String processId();

    /** How long the check may take, as {@code health.timeout}. */
    Duration timeout();

    /** The Vert.x instance of the application, for timers and clients. */
    Vertx vertx();

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
}
