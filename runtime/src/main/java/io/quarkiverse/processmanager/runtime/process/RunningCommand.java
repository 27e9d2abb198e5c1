package io.quarkiverse.processmanager.runtime.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.Launch;

/** A command that a user runs beside a process. Every method returns at once and may be called at any time. */
public interface RunningCommand {

    /**
     * The end of the command, after the lines of output have been delivered. Never fails: the exit has a reason if the command
     * could not be started, was killed at its timeout ({@code TIMEOUT}) or was cancelled.
     */
    CompletionStage<Exit> exit();

    /** Kills the process tree of the command. The exit has the reason {@code SUPERSEDED}. */
    default void cancel() {
        cancel(Reason.SUPERSEDED, "was cancelled");
    }

    /**
     * Kills the process tree of the command. If the command has not ended yet, its exit has this reason and this text.
     *
     * @param why why the command ends, as a part of a sentence: {@code was cancelled}
     */
    void cancel(Reason reason, String why);

    /** How a command has ended, as a part of a sentence: {@code exited with 0 after 1.2 s}. */
    static String describe(Exit exit) {
        return exit.wasStarted() ? exit.toString() : exit.describe();
    }

    /**
     * What to run, and where its output goes.
     *
     * @param launch the start of the process, or the one that would come next: its directory and its environment with the variables of
     *        the run, and its user
     * @param name the name of the command, which stands before each of its lines in the output of the process
     * @param words the program and its arguments
     * @param timeout the time after which the process tree of the command is killed
     * @param lines receives each line of output, with its number in the run, on a thread that it must not block
     */
    record Order(Launch launch, String name, List<String> words, Duration timeout, Consumer<LogLine> lines) {

        public Order {
            words = List.copyOf(words);
        }
    }
}
