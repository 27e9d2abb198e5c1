package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.vertx.core.Vertx;

/** What a probe may use. It is made for one check of one incarnation of a process. */
public interface ProbeContext {

    /** The id of the process that is checked. */
    String processId();

    /** How long the check may take. */
    Duration timeout();

    /** The Vert.x instance of the application. */
    Vertx vertx();

    /**
     * Runs a command in the directory and with the environment of the process. Its output is discarded; with its stage's
     * cancellation or at the timeout of the check its whole tree is killed.
     *
     * @return the exit code; completed exceptionally if the command cannot be started
     */
    CompletionStage<Integer> run(List<String> words);

    /**
     * Waits for the first line of output of this incarnation in which the regular expression is found, in the past or in the
     * future, complete or still without its newline. Once found it stays found.
     */
    CompletionStage<String> firstLine(String regex);
}
