package io.quarkiverse.processmanager;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;

/**
 * All processes that the application declares, and those that its code creates. Inject it; every method may be called from any
 * thread at any time. Commands act at once, whether or not anybody looks at the stage.
 */
public interface ProcessManager {

    /** All processes, each after those that it depends on. */
    List<ManagedProcess> processes();

    /** The process with the given id. */
    Optional<ManagedProcess> find(String id);

    /**
     * The process with the given id.
     *
     * @throws ProcessException with {@link ProcessException.Reason#NOT_FOUND}, which names the known ids
     */
    ManagedProcess get(String id);

    /** What is known of each process now, in the order of {@link #processes()}; an unchanging map. */
    Map<String, ProcessStatus> status();

    /**
     * What {@link #status()} gives, now and whenever any of it has changed, also where no event tells of it; the end of the
     * application completes it. A subscriber that is too slow holds up nothing and sees only the latest.
     */
    Multi<Map<String, ProcessStatus>> statuses();

    /**
     * Starts every process, each as soon as its dependencies allow.
     *
     * @return completed when all are up, with the status of each; completed with the first {@link ProcessException} when all
     *         have been decided and one of them failed
     */
    CompletionStage<Map<String, ProcessStatus>> startAll();

    /**
     * Stops every process, those that depend on others first. What is left after
     * {@code quarkus.process-manager.shutdown-timeout} is killed.
     */
    CompletionStage<Map<String, ProcessStatus>> stopAll();

    /**
     * Stops every process, those that depend on others first, in the given time.
     *
     * @return the status of each when nothing is left of them
     */
    CompletionStage<Map<String, ProcessStatus>> stopAll(StopOptions options);

    /**
     * Makes a process known and does not start it, whatever its {@code auto-start} says. It lives as long as the application
     * that creates it: a live reload stops and forgets it, unless it is {@link ProcessDefinitionBuilder#keepOnReload()}. With a
     * definition that is in force already this gives the process that there is.
     * <p>
     * It waits for the loop of the process manager, which itself never waits for anybody, and so may be called on any thread.
     *
     * @throws ProcessException with {@link ProcessException.Reason#EXISTS} if there is a process with this id and another
     *         definition, with {@link ProcessException.Reason#INVALID} and all problems if the definition does not fit to
     *         itself or to the others, with {@link ProcessException.Reason#CLOSED} if there is no application
     */
    ManagedProcess create(ProcessDefinition definition);

    /**
     * Creates processes as {@link #create} does, all or none of them, and starts them, each as soon as its dependencies allow.
     * They may depend on each other and on those that there are, which are started too.
     *
     * @return completed when all are up, with the status of each; completed with the first {@link ProcessException} when all
     *         have been decided and one of them failed, or at once when they cannot be created
     */
    default CompletionStage<Map<String, ProcessStatus>> start(ProcessDefinition... definitions) {
        return start(List.of(definitions));
    }

    /** The same as {@link #start(ProcessDefinition...)}. */
    CompletionStage<Map<String, ProcessStatus>> start(Collection<ProcessDefinition> definitions);

    /**
     * Stops a process and forgets it, as {@link ManagedProcess#remove()} does.
     *
     * @return as there; an unknown id is {@link ProcessException.Reason#NOT_FOUND}
     */
    CompletionStage<Void> remove(String id);

    /** What a start of all processes would do, with secrets masked. It does nothing. */
    ProcessPlan plan();

    /**
     * Does {@link #start(ProcessDefinition...)} and waits for it. Not on an event loop.
     *
     * @throws ProcessException as its stage, and with {@link ProcessException.Reason#MUST_NOT_BLOCK} before it does anything on
     *         a thread that must not be blocked. So do the others below
     */
    default Map<String, ProcessStatus> startAndAwait(ProcessDefinition... definitions) {
        return startAndAwait(List.of(definitions));
    }

    /** Does {@link #start(Collection)} and waits for it. Not on an event loop. */
    Map<String, ProcessStatus> startAndAwait(Collection<ProcessDefinition> definitions);

    /** Does {@link #startAll()} and waits for it. Not on an event loop. */
    Map<String, ProcessStatus> startAllAndAwait();

    /** Does {@link #stopAll()} and waits for it. Not on an event loop. */
    Map<String, ProcessStatus> stopAllAndAwait();

    /** Does {@link #stopAll(StopOptions)} and waits for it. Not on an event loop. */
    Map<String, ProcessStatus> stopAllAndAwait(StopOptions options);

    /** Does {@link #remove(String)} and waits for it. Not on an event loop. */
    void removeAndAwait(String id);

    /**
     * Calls a handler at each event of any process that is of this type, in order, until the registration is closed or the
     * application ends. {@link ProcessEvent.Output} is given only to those who ask for that type itself.
     *
     * @throws ProcessException with {@link ProcessException.Reason#CLOSED} if the application has ended
     */
    <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler);

    /**
     * The events of all processes from the subscription on, without output; the end of the application completes it. A
     * subscriber that is too slow loses the oldest events, and the log says so.
     */
    Multi<ProcessEvent> events();
}
