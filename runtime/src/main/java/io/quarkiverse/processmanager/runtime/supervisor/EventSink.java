package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Receives what happens to the processes, on behalf of one application. All methods return at once. Except for {@link #forget}
 * they are called by one thread that only announces.
 */
public interface EventSink {

    /** The statuses when the supervisor begins to work for the application. Called before the first {@link #announce}. */
    void joined(Map<String, ProcessStatus> statuses);

    /** The next event, in order. */
    void announce(ProcessEvent event);

    /**
     * A process has been removed, and a new one may get its id at once. Called on the loop.
     *
     * @return releases the listeners of the removed process; run on the thread that announces, after the last event
     */
    Runnable forget(String processId);

    /** The snapshot of the processes has changed. Called after the events that belong to the change. */
    default void changed() {
        // A sink without readers of snapshots ignores it.
    }
}
