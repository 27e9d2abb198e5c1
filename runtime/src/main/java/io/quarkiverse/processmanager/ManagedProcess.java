package io.quarkiverse.processmanager;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One process. Every method may be called from any thread at any time. Commands act at once, whether or not anybody looks at
 * the stage; stages are completed on a thread of the process manager, which must not be blocked.
 */
public interface ManagedProcess {

    /** The id from {@code quarkus.processes."id"}. */
    String id();

    /** What it is declared to be, as it is in force now. */
    ProcessDefinition definition();

    /** What is known of it now; from a snapshot, never waits. */
    ProcessStatus status();

    /** Whether it is {@link ProcessPhase#RUNNING}. */
    default boolean isRunning() {
        return status().phase() == ProcessPhase.RUNNING;
    }

    /**
     * Starts it, and those that it depends on. On a process that waits for its dependencies it forces the start. Starting one
     * that is up is no error.
     *
     * @return its status once it is up or, for a one-shot, has completed; completed with a {@link ProcessException} when it
     *         has failed or a stop came first
     */
    CompletionStage<ProcessStatus> start();

    /**
     * Stops it with everything that it started. A stop beats everything else. Stopping one that is down is no error. Those that
     * depend on it are left alone.
     *
     * @return its status once its whole tree is gone; completed with a {@link ProcessException} when something could not be
     *         killed or a start came first
     */
    CompletionStage<ProcessStatus> stop();

    /**
     * Stops it and starts it again, with a fresh budget of restarts. Several at once are one.
     *
     * @return its status once it is up again, as for {@link #start()}
     */
    CompletionStage<ProcessStatus> restart();

    /**
     * The end of its output over all its incarnations, oldest first, at most {@code count} lines. With {@code log.mode=direct}
     * what is new is read from its file first.
     */
    List<LogLine> logs(int count);
}
