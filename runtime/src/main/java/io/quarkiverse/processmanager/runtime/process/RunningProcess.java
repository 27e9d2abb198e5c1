package io.quarkiverse.processmanager.runtime.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.StopPolicy;

/** One started process with everything that it has started itself. Every method returns at once, at any time. */
public interface RunningProcess {

    /**
     * Asks the whole tree to end, as its stop policy says, and those that appear in it later. Once asked, further calls do
     * nothing. The time limit is the caller's: see {@link #kill()}.
     */
    void terminate();

    /** Kills the whole tree until nothing is left of it. */
    void kill();

    /**
     * Sends a signal to its root and to nobody else.
     *
     * @param name without {@code SIG}
     * @return completed once it is sent; completed with a {@link io.quarkiverse.processmanager.ProcessException} if there is no
     *         such signal or the root is not alive
     */
    CompletionStage<Void> signal(String name);

    /** Replaces the stop policy for a later {@link #terminate()}. */
    void stopPolicy(StopPolicy policy);

    /** The first line of output in which the expression is found, past or future; remembered once found. */
    CompletionStage<String> firstLine(String regex);

    /**
     * Runs a command beside the process, in its directory and with its environment, and kills the tree of that command at the
     * timeout or when the stage is cancelled.
     *
     * @return the exit code; completed with a {@link io.quarkiverse.processmanager.ProcessException} if it cannot be started
     *         or does not end in time
     */
    CompletionStage<Integer> run(List<String> words, Duration timeout);
}
