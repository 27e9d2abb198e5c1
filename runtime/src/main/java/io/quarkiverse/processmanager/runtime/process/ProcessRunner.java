package io.quarkiverse.processmanager.runtime.process;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.StopPolicy;

/**
 * Makes operating-system processes; the seam between deciding and acting. The supervisor knows this and
 * {@link RunningProcess}, its tests replace both.
 * <p>
 * Duties of an implementation: every method returns at once and throws nothing for what the operating system refuses;
 * listeners are called on a thread of the implementation, and what they throw is contained.
 */
public interface ProcessRunner extends AutoCloseable {

    /** Starts a process. A start that fails is an exit with a reason, reported like any other. */
    RunningProcess start(Launch launch, Listener listener);

    /**
     * Takes over the detached processes of earlier runs of an application. Those of other ids than these are stopped, those of
     * these are adopted or replaced when they are started.
     */
    void inherit(String application, Set<String> processIds);

    /**
     * The end of the output of a process over all its incarnations, oldest first. May read the end of a file.
     */
    List<LogLine> logs(String processId, int count);

    /**
     * Measures what the living processes of these ids use, all with one look; each listener hears of its own.
     */
    void measure(Set<String> processIds);

    /** Applies what is new about the output of a process, except how it is captured; that takes the next start. */
    void logPolicy(String processId, LogPolicy policy);

    /** Lets go of the output of a process that is no longer declared. */
    void forget(String processId);

    /**
     * Hands each line of output of every process to the consumer from now on, in order, on a thread of its own; a consumer that
     * is too slow loses lines, never a process its pipe. It replaces the one before.
     */
    void outputTo(Consumer<LogLine> consumer);

    /**
     * Follows the output of processes, also of those that are started later. A reader that is too slow loses lines, never a
     * process its pipe.
     *
     * @param processes which ones, by their ids
     * @param history whether it begins with the oldest line that is kept, or with the next one
     * @param news is run by whatever brings new lines; it returns at once
     */
    LineFeed follow(Predicate<String> processes, boolean history, Runnable news);

    /**
     * Kills what is alive and is not detached, and gives back every thread, file and helper process. Blocks until that is done;
     * idempotent.
     */
    @Override
    void close();

    /**
     * One start of a process.
     *
     * @param processId the process
     * @param incarnation the number of this start
     * @param command what is executed
     * @param execution as whom and within which limits
     * @param port the declared port, given to the process as the environment variable PORT unless that is set
     * @param stop how it is asked to end
     * @param log what is kept of its output
     */
    record Launch(String processId, long incarnation, Command command, Execution execution, OptionalInt port,
            StopPolicy stop, LogPolicy log) {

        public Launch with(LogPolicy other) {
            return new Launch(processId, incarnation, command, execution, port, stop, other);
        }
    }

    /** The items that one reader has not taken yet. A full feed replaces its oldest item. Safe for several threads. */
    interface Feed<T> extends AutoCloseable {

        /** Takes the next items, oldest first, or none. */
        List<T> next(int most);

        /** The number of items that were replaced before they were taken. */
        long lost();

        /** Accepts no further items. The reader can still take the rest. Idempotent. */
        @Override
        void close();
    }

    /** The lines that one reader has not taken yet; one call of {@link #next} takes lines of one process. */
    interface LineFeed extends Feed<LogLine> {
    }

    /** Hears of one started process: {@code started} unless the start failed, then {@code exited}, then {@code gone}. */
    interface Listener {

        /** It is alive. */
        void started(long pid);

        /** It is alive, and has been so since an earlier run of the application; in place of {@link #started}. */
        default void adopted(long pid, Instant since) {
            started(pid);
        }

        /**
         * Its root has ended, or the start has failed. {@code leftovers} is how many others of its tree are alive; they are
         * left
         * alone until {@link RunningProcess#terminate()}.
         */
        void exited(Exit exit, int leftovers);

        /** It uses that much; only between {@code started} and {@code exited}. */
        default void measured(ProcessMetrics metrics) {
        }

        /** Nothing of its tree is alive. */
        void gone();

        /** The kill goes on without effect; {@code survivors} names each by pid, command and cause. At most once. */
        void notKilled(List<String> survivors);
    }
}
