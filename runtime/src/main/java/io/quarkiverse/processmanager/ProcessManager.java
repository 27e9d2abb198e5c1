package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * All processes that the application declares. Inject it; every method may be called from any thread at any time.
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
}
