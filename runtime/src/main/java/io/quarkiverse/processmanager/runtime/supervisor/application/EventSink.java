package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Receives the events of the processes for one application. All methods return at once. One thread, which only publishes, calls
 * all methods except {@link #forget}.
 */
public interface EventSink {

    /** The application has been attached; these are the statuses now. Called before the first {@link #publish}. */
    void attached(Map<String, ProcessStatus> statuses);

    /** The next event, in order. */
    void publish(ProcessEvent event);

    /**
     * A process has been removed, and a new one may get its id at once. Called on the loop.
     *
     * @return releases the listeners of the removed process; run on the thread that publishes, after the last event
     */
    Runnable forget(String processId);

    /** The snapshot of the processes has changed. Called after the events that belong to the change. */
    default void changed() {
        // A sink without readers of snapshots ignores it.
    }
}
