package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;

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

    /** The processes that it waits for when it starts, with how far each must be, in the order of its definition. */
    Map<String, Dependency.Condition> waitsFor();

    /** What it has gone through; from a snapshot, never waits. */
    ProcessHistory history();

    /**
     * What it uses, as it was last measured; every {@code quarkus.process-manager.metrics.interval}. Absent while it is not
     * alive, before its first measurement, and where nothing is measured.
     */
    default Optional<ProcessMetrics> metrics() {
        return status().metrics();
    }

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
     * Stops it as {@link #stop()} does, in the given time. With {@link StopOptions#force()} all of it that is left then is
     * killed, also before its own {@code stop.timeout} is over; {@code StopOptions.within(Duration.ZERO)} gives it no grace.
     *
     * @return its status once its whole tree is gone; completed with a {@link ProcessException} as that of {@link #stop()}, and
     *         without force with {@link ProcessException.Reason#TIMEOUT} after the time, while the stop goes on
     */
    CompletionStage<ProcessStatus> stop(StopOptions options);

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

    /**
     * Stops it as {@link #stop()} does, and forgets it. It is refused while other processes depend on it, and no error if it is
     * gone already. A process from properties comes back with the next start or live reload of the application.
     *
     * @return completed once nothing of it is left; completed with a {@link ProcessException} with
     *         {@link ProcessException.Reason#HAS_DEPENDENTS} while others depend on it, or when something could not be killed
     */
    CompletionStage<Void> remove();

    /**
     * Sends a signal to its root process, not to what that has started; never to another process that has got its pid. What
     * follows is up to the process: one that ends because of it is restarted by its policy. On Windows there are only
     * {@code TERM} and {@code KILL}.
     *
     * @param name without {@code SIG}, such as {@code HUP} or {@code USR1}; Linux also has {@code RTMIN+1} and its like
     * @return completed once it is sent; completed with a {@link ProcessException} with
     *         {@link ProcessException.Reason#NOT_RUNNING} if no root is alive, or {@link ProcessException.Reason#INVALID} if
     *         there is no such signal
     */
    CompletionStage<Void> signal(String name);

    /**
     * Waits until it is running and healthy. It starts nothing.
     *
     * @param timeout how long
     * @return its status then; completed with a {@link ProcessException} after the time with
     *         {@link ProcessException.Reason#TIMEOUT}, when it has failed with the reason of that, and with
     *         {@link ProcessException.Reason#NOT_RUNNING} when it is stopped, is being stopped or has completed. Without a
     *         health check it is {@link ProcessException.Reason#INVALID}
     */
    CompletionStage<ProcessStatus> awaitHealthy(Duration timeout);

    /**
     * Waits until {@link ProcessStatus#isReady()}. It starts nothing.
     *
     * @return its status then; completed with a {@link ProcessException} when it has failed, is stopped or is being stopped
     */
    CompletionStage<ProcessStatus> awaitReady();

    /** The same as {@link #awaitReady()}, and it fails with {@link ProcessException.Reason#TIMEOUT} after the time. */
    CompletionStage<ProcessStatus> awaitReady(Duration timeout);

    /**
     * Waits for the end of its root process: of the one that is alive or on its way, or else of the last one.
     *
     * @return how it ended; completed with a {@link ProcessException} with {@link ProcessException.Reason#NOT_RUNNING} if it
     *         has never been started and nobody has asked for it
     */
    CompletionStage<Exit> awaitExit();

    /**
     * Does {@link #start()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus startAndAwait();

    /**
     * Does {@link #stop()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus stopAndAwait();

    /**
     * Does {@link #stop(StopOptions)} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus stopAndAwait(StopOptions options);

    /**
     * Does {@link #restart()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus restartAndAwait();

    /**
     * Does {@link #remove()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    void removeAndAwait();

    /**
     * Does {@link #signal(String)} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    void signalAndAwait(String name);

    /**
     * Does {@link #awaitHealthy(Duration)} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus awaitHealthyAndAwait(Duration timeout);

    /**
     * Does {@link #awaitReady()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus awaitReadyAndAwait();

    /**
     * Does {@link #awaitReady(Duration)} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    ProcessStatus awaitReadyAndAwait(Duration timeout);

    /**
     * Does {@link #awaitExit()} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked
     */
    Exit awaitExitAndAwait();

    /**
     * Its output: first what is kept of it, then each line as it comes, over all its incarnations, without a gap and without a
     * duplicate; the end of the application completes it. A subscriber that is too slow holds up nothing: it loses the oldest
     * lines that it has not taken, which {@link LogLine#sequence()} shows.
     */
    Multi<LogLine> output();

    /**
     * Calls a handler at each event of this process that is of this type, in order, until the registration is closed or the
     * application ends. {@link ProcessEvent.Output} is given only to those who ask for that type itself.
     *
     * @throws ProcessException with {@link ProcessException.Reason#CLOSED} if the application has ended
     */
    <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler);

    /**
     * The events of this process from the subscription on, without output; the end of the application completes it. A
     * subscriber that is too slow loses the oldest events, and the log says so.
     */
    Multi<ProcessEvent> events();
}
