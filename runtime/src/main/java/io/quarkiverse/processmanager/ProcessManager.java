package io.quarkiverse.processmanager;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;

/**
 * All processes of the application: those that it declares and those that its code creates. Inject it. Its methods follow the
 * rules of {@link ManagedProcess}: a method that returns a {@link CompletionStage} never blocks, its twin {@code ...AndAwait}
 * blocks and is refused on an event loop, and all other methods return at once. Every method may be called from any thread. After
 * the application has ended, commands fail with {@link ProcessException.Reason#CLOSED}.
 * <p>
 * A command on several processes completes with the status of each of them, by id.
 */
public interface ProcessManager {

    /** All processes, each after its dependencies; each replica of a process, and not the process that has the replicas. */
    List<ManagedProcess> processes();

    /** The process with the given id, also one that has replicas, see {@link ManagedProcess#replicas()}. */
    Optional<ManagedProcess> find(String id);

    /**
     * The process with the given id.
     *
     * @throws ProcessException with {@link ProcessException.Reason#NOT_FOUND}; the message names the known ids
     */
    ManagedProcess get(String id);

    /** The current status of each process, in the order of {@link #processes()}; an immutable map. */
    Map<String, ProcessStatus> status();

    /**
     * A stream of what changes in {@link #status()}, including changes without an event: first an update with all processes, then
     * an update with the processes that have changed since the update before. The stream completes when the application ends. A
     * slow subscriber delays nothing, and receives one update for all changes of the meantime.
     */
    Multi<StatusUpdate> statusUpdates();

    /** The plan of a start of all processes, with secrets masked. The call starts nothing. */
    ProcessPlan plan();

    /**
     * Adds a process without starting it; {@code auto-start} has no effect. The process lives as long as the application that
     * creates it. A live reload stops and removes the process, unless the definition has
     * {@link ProcessDefinitionBuilder#keepOnReload()}. To create a process again with the definition that is in force has no
     * effect.
     *
     * @return the process. Fails with {@link ProcessException.Reason#EXISTS} if the id belongs to another definition, with
     *         {@link ProcessException.Reason#INVALID} and all problems if the definition is invalid or does not fit the other
     *         processes, and with {@link ProcessException.Reason#CLOSED} if the application has ended
     */
    CompletionStage<ManagedProcess> create(ProcessDefinition definition);

    /** Calls {@link #create(ProcessDefinition)} and waits for the stage, a few milliseconds at most. */
    ManagedProcess createAndAwait(ProcessDefinition definition);

    /**
     * Creates all processes or none, as {@link #create} does, and starts each as soon as its dependencies allow. The processes
     * may depend on each other and on existing ones, which are started too.
     *
     * @return the status of each given process when all are up. Fails with the first {@link ProcessException} when each start
     *         has succeeded or failed and at least one has failed. Fails at once when a process cannot be created
     */
    default CompletionStage<Map<String, ProcessStatus>> start(ProcessDefinition... definitions) {
        return start(List.of(definitions));
    }

    /** Creates and starts the processes as {@link #start(ProcessDefinition...)} does. */
    CompletionStage<Map<String, ProcessStatus>> start(Collection<ProcessDefinition> definitions);

    /** Calls {@link #start(ProcessDefinition...)} and waits for the stage. */
    default Map<String, ProcessStatus> startAndAwait(ProcessDefinition... definitions) {
        return startAndAwait(List.of(definitions));
    }

    /** Calls {@link #start(Collection)} and waits for the stage. */
    Map<String, ProcessStatus> startAndAwait(Collection<ProcessDefinition> definitions);

    /**
     * Starts every process, each as soon as its dependencies allow.
     *
     * @return the status with which each process came up, when all are up and all tasks have completed. Fails with the first
     *         {@link ProcessException} when each start has succeeded or failed and at least one has failed
     */
    CompletionStage<Map<String, ProcessStatus>> startAll();

    /** Calls {@link #startAll()} and waits for the stage. */
    Map<String, ProcessStatus> startAllAndAwait();

    /**
     * Stops every process, dependents before their dependencies. After {@code quarkus.process-manager.shutdown-timeout} (default:
     * 30 s, or the longest {@code stop.timeout} if that is longer) the engine kills the processes that have had their time, and
     * gives the others {@code quarkus.process-manager.last-grace-period} (default: 5 s) after their stop signal.
     *
     * @return the status of each process when no process of any tree is left
     */
    CompletionStage<Map<String, ProcessStatus>> stopAll();

    /** Calls {@link #stopAll()} and waits for the stage. */
    Map<String, ProcessStatus> stopAllAndAwait();

    /**
     * Stops every process as {@link #stopAll()} does, with a time limit. Without {@link StopOptions#force()} the stage fails
     * with {@link ProcessException.Reason#TIMEOUT} at the limit, and the stop continues.
     */
    CompletionStage<Map<String, ProcessStatus>> stopAll(StopOptions options);

    /** Calls {@link #stopAll(StopOptions)} and waits for the stage. */
    Map<String, ProcessStatus> stopAllAndAwait(StopOptions options);

    /**
     * The processes with a tag, each after its dependencies.
     *
     * @throws ProcessException with {@link ProcessException.Reason#NOT_FOUND} if no process has the tag
     */
    List<ManagedProcess> tagged(String tag);

    /**
     * Starts every process with a tag, and the processes that they need, each as soon as its dependencies allow.
     *
     * @return the status with which each process with the tag came up. Fails as {@link #startAll()} does, and with
     *         {@link ProcessException.Reason#NOT_FOUND} if no process has the tag
     */
    CompletionStage<Map<String, ProcessStatus>> startTagged(String tag);

    /** Calls {@link #startTagged(String)} and waits for the stage. */
    Map<String, ProcessStatus> startTaggedAndAwait(String tag);

    /**
     * Stops every process with a tag, dependents before their dependencies. Other processes that depend on them run on.
     *
     * @return the status of each of them when no process of their trees is left. Fails with
     *         {@link ProcessException.Reason#NOT_FOUND} if no process has the tag
     */
    CompletionStage<Map<String, ProcessStatus>> stopTagged(String tag);

    /** Calls {@link #stopTagged(String)} and waits for the stage. */
    Map<String, ProcessStatus> stopTaggedAndAwait(String tag);

    /**
     * Stops and removes a process, as {@link ManagedProcess#remove()} does.
     *
     * @return as there. Fails with {@link ProcessException.Reason#NOT_FOUND} if there is no process with this id
     */
    CompletionStage<Void> remove(String id);

    /** Calls {@link #remove(String)} and waits for the stage. */
    void removeAndAwait(String id);

    /**
     * How processes are started on this machine, in a few words for people: {@code with posix_spawn}, or {@code with the JDK},
     * with the cause. {@code quarkus.process-manager.native} forbids the first of them. Not known before the first start.
     */
    String startMethod();

    /**
     * Calls the handler for each event of this type of any process, in order, until the registration is closed or the
     * application ends. The handler runs on a thread that may be blocked. A handler receives {@link ProcessEvent.Output} only
     * if {@code type} is exactly that type. The first exception of a handler is logged; the handler receives further events.
     *
     * @throws ProcessException with {@link ProcessException.Reason#CLOSED} if the application has ended
     */
    <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler);

    /**
     * The events of all processes from the subscription on, without output. The stream completes when the application ends. A
     * slow subscriber loses the oldest events, and one log line reports the loss.
     */
    Multi<ProcessEvent> events();
}
